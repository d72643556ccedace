namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>A file that is ready to be loaded, for an hour at least.</summary>
public sealed record TelegramFile
{
    /// <summary>Its size in bytes, where Telegram knows it.</summary>
    public long? FileSize { get; init; }

    /// <summary>Where it is, below <c>/file/bot…/</c>.</summary>
    public string? FilePath { get; init; }
}
