using System.Text.Json;

namespace Moltbot.Conformance.Golden;

/// <summary>A running gateway to replay against.</summary>
/// <remarks>
/// It should be set up like the recorded one: trusted proxy 127.0.0.1, no channels, model <c>fake/m1</c> of 32000 tokens behind a
/// scripted OpenAI-compatible endpoint, an empty state folder.
/// </remarks>
/// <param name="Url">Its WebSocket URL.</param>
/// <param name="Token">Its shared token, in token mode.</param>
/// <param name="Password">Its password, in password mode.</param>
public sealed record GoldenTarget(Uri Url, string? Token, string? Password)
{
    /// <summary>Whether <c>gateway.controlUi.allowInsecureAuth</c> is set.</summary>
    public bool AllowsInsecureUi { get; init; }

    /// <summary>Whether <c>gateway.controlUi.dangerouslyDisableDeviceAuth</c> is set.</summary>
    public bool DisablesDevices { get; init; }

    /// <summary>How long to wait for a frame.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets every frame the gateway sent, with the method that a response answers where that is known.</summary>
    public Action<JsonElement, string?>? Seen { get; init; }

    /// <summary>Where its HTTP is.</summary>
    public Uri HttpUrl => new UriBuilder(Url) { Scheme = Url.Scheme == "wss" ? "https" : "http" }.Uri;

    internal bool Fits(GoldenConversation conversation) =>
        (Password is not null) == conversation.NeedsPassword
        && AllowsInsecureUi == conversation.NeedsInsecureUi
        && DisablesDevices == conversation.NeedsDisabledDevices;
}
