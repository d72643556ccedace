using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether there is a model to answer with.</summary>
internal static class ModelCheck
{
    private const string Id = "model";

    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        if (patient.Document is not { } document)
        {
            yield break;
        }

        const string fix = "set models.providers.<id>.{baseUrl, apiKey, api, models} and agents.defaults.model.primary";
        var primary = document.Agents.Defaults.Model?.Primary;
        if (primary is null)
        {
            yield return AuditFinding.Warn(Id, "No model to answer with", "no model is chosen: the assistant only says what is missing", fix);
            yield break;
        }

        var provider = primary.Contains('/', StringComparison.Ordinal) ? primary[..primary.IndexOf('/', StringComparison.Ordinal)] : null;
        if (provider is not null && patient.Models is { } known && !known.Contains(primary, StringComparer.OrdinalIgnoreCase))
        {
            yield return AuditFinding.Warn(Id, "No model to answer with", $"the gateway does not list {primary}", "moltbot models shows what it can use");
        }
        else if (provider is not null && document.Models.Providers.TryGetValue(provider, out var settings) && settings.ApiKey is null && settings.Auth is null && !IsLocal(settings.BaseUrl))
        {
            yield return AuditFinding.Warn(Id, "No model to answer with", $"models.providers.{provider} has no apiKey", $"moltbot config set models.providers.{provider}.apiKey -");
        }
        else
        {
            yield return AuditFinding.Ok(Id, $"answers come from {primary}");
        }
    }

    // A model on this machine usually asks for no key.
    private static bool IsLocal(string baseUrl) => Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && url.IsLoopback;
}
