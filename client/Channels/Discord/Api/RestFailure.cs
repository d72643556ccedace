namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>The body of an error.</summary>
internal sealed record RestFailure
{
    public int? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>Of a 429: seconds.</summary>
    public double? RetryAfter { get; init; }

    public bool Global { get; init; }
}
