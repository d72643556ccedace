using Moltbot.Policy.Configuration;
using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether the configuration can be used, and what in it is not as it seems.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Why it cannot be used. Of an invalid one nothing else can be said.</summary>
    public static IEnumerable<AuditFinding> Issues(Patient patient) => patient.Configuration.Issues.Select(issue => AuditFinding.Critical(
        "config.invalid", "The configuration is invalid",
        $"{patient.Configuration.Path}: {(issue.Path.Length == 0 ? "" : $"{issue.Path}: ")}{issue.Message}", "correct it, then: moltbot config validate") with { About = issue.Path });

    /// <summary>What else there is to say.</summary>
    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        var configuration = patient.Configuration;
        if (!configuration.Exists)
        {
            yield return AuditFinding.Info("config.valid", "No configuration", $"{configuration.Path} does not exist; the defaults hold", "moltbot config set … makes it");
        }
        else if (configuration.Valid)
        {
            yield return AuditFinding.Ok("config.valid", $"{configuration.Path} is valid");
        }

        foreach (var warning in configuration.Warnings.Where(static warning => !ListedNames.IsOfAccount(warning)))
        {
            yield return AuditFinding.Warn("config.warnings", "Not as it seems", $"{warning.Path}: {warning.Message}", $"moltbot config unset {warning.Path}");
        }
    }
}
