using Moltbot.Policy.SecurityAudit;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether the gateway answers and lets this device in.</summary>
internal static class GatewayCheck
{
    private const string Id = "gateway.reachable";

    public static IEnumerable<AuditFinding> Run(Patient patient)
    {
        yield return patient.GatewayFailure is { } failure
            ? AuditFinding.Critical(Id, "The gateway was not reached", failure.Message, (failure.Hint ?? "moltbot gateway status").ReplaceLineEndings("; "))
            : AuditFinding.Ok(Id, $"{patient.GatewayUrl} answers, version {patient.GatewayVersion}");
    }
}
