using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// Where the gateway may be. The token is shown there, so an address is not believed because somebody named it: Discord's own has to be
/// Discord's, and a session is taken up where it began.
/// </summary>
internal sealed class GatewayAddresses
{
    private const string Query = "?v=10&encoding=json";
    private readonly Uri? configured;
    private readonly bool isPublic;

    /// <param name="apiRoot">The API's address.</param>
    /// <param name="configured">The gateway's, when the configuration names it.</param>
    public GatewayAddresses(Uri apiRoot, Uri? configured)
    {
        this.configured = configured;
        isPublic = apiRoot.Host == DiscordApiOptions.PublicApiRoot.Host;
    }

    /// <summary>The address for a new session.</summary>
    /// <param name="told">What the API says.</param>
    /// <returns>The address; null when what was told is none.</returns>
    public Uri? ForNew(string told) => configured is not null ? WithQuery(configured) : Read(told) is { } address && IsTrusted(address) ? WithQuery(address) : null;

    /// <summary>The address for taking up a session.</summary>
    /// <param name="told">What READY said.</param>
    /// <param name="first">The address for a new session.</param>
    public Uri ForResume(string? told, Uri first) =>
        Read(told) is { } address && (isPublic && configured is null ? IsTrusted(address) : address.Authority == first.Authority && address.Scheme == first.Scheme)
            ? WithQuery(address)
            : first;

    private bool IsTrusted(Uri address) => !isPublic || (address.Scheme == "wss" && address.Host.EndsWith(".discord.gg", StringComparison.Ordinal));

    private static Uri? Read(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "wss" or "ws" && address.UserInfo.Length == 0 ? address : null;

    private static Uri WithQuery(Uri address) => new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + Query);
}
