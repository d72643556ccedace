namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>Whether Telegram fetches the links of a text. Off by default here: fetching a link can carry data out.</summary>
public sealed record LinkPreviewOptions
{
    public bool IsDisabled { get; init; }
}
