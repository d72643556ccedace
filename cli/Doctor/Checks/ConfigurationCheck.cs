namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether the configuration can be used, and what in it is not as it seems.</summary>
internal static class ConfigurationCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        var configuration = patient.Configuration;
        if (!configuration.Exists)
        {
            yield return Finding.Info("config.valid", $"{configuration.Path} does not exist; the defaults hold", "moltbot config set … makes it");
            yield break;
        }

        foreach (var issue in configuration.Issues)
        {
            yield return Finding.Critical("config.valid", $"{configuration.Path}: {(issue.Path.Length == 0 ? "" : $"{issue.Path}: ")}{issue.Message}", "correct it, then: moltbot config validate");
        }

        if (configuration.Valid)
        {
            yield return Finding.Ok("config.valid", $"{configuration.Path} is valid");
        }

        foreach (var warning in configuration.Warnings)
        {
            yield return Finding.Warn("config.warnings", $"{warning.Path}: {warning.Message}", $"moltbot config unset {warning.Path}");
        }
    }
}
