namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>The state of a webhook.</summary>
public sealed record WebhookInfo
{
    public string? Url { get; init; }

    public bool? HasCustomCertificate { get; init; }

    public int PendingUpdateCount { get; init; }

    /// <summary>Unix seconds.</summary>
    public long? LastErrorDate { get; init; }

    public string? LastErrorMessage { get; init; }
}
