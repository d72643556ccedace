using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Loads what came with messages, without the token: from Discord's own servers for files, or from the private endpoint that is configured in their place.</summary>
/// <param name="apiRoot">The API's address.</param>
/// <param name="handler">The account's connections; stays the caller's.</param>
/// <param name="timeout">How long a file may take.</param>
/// <param name="time">The clock of that.</param>
internal sealed class AttachmentFiles(Uri apiRoot, SocketsHttpHandler handler, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Longest address, characters. Signed ones have some 250.</summary>
    public const int MaxAddress = 2048;

    private static readonly string[] Hosts = ["cdn.discordapp.com", "media.discordapp.net"];

    private readonly HttpClient http = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Loads one.</summary>
    /// <param name="address">As the message told it.</param>
    /// <param name="most">The most bytes that are loaded.</param>
    /// <param name="cancellation">Gives up; then it throws.</param>
    public async Task<FetchedPicture> Load(string address, int most, CancellationToken cancellation)
    {
        // What a message says is no reason to ask just anybody (S1).
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsOurs(uri))
        {
            return FetchedPicture.Refused("it is on no server of the platform");
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        return await FileBody.Fetch(http, request, most, timeout, time, cancellation);
    }

    private bool IsOurs(Uri address) => address.UserInfo.Length == 0
        && (apiRoot == DiscordApiOptions.PublicApiRoot
            ? address is { Scheme: "https", IsDefaultPort: true } && Hosts.Contains(address.IdnHost, StringComparer.Ordinal)
            : Uri.Compare(address, apiRoot, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0);
}
