namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Whether the gateway answers and lets this device in.</summary>
internal static class GatewayCheck
{
    private const string Id = "gateway.reachable";

    public static IEnumerable<Finding> Run(Patient patient)
    {
        yield return patient.GatewayFailure is { } failure
            ? Finding.Critical(Id, failure.Message, (failure.Hint ?? "moltbot gateway status").ReplaceLineEndings("; "))
            : Finding.Ok(Id, $"{patient.GatewayUrl} answers, version {patient.GatewayVersion}");
    }
}
