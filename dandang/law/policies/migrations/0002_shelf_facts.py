from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [
        migrations.AddField(model_name="shelf", name="facts", field=models.JSONField(default=list)),
    ]
