namespace Moltbot.Cli.Tests.Support;

/// <summary>A refusal of the gateway in a test.</summary>
internal sealed class GatewayError(string code, string message, string? details = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? Details { get; } = details;

    public long? RetryAfterMs { get; init; }

    public int CloseCode { get; init; } = 1008;
}
