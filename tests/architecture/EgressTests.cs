using System.Text.RegularExpressions;

namespace Moltbot.Architecture.Tests;

/// <summary>
/// Whatever leaves the machine leaves by a place that is named here (S1, S2): each connects to an address that somebody chose only after it
/// was judged, follows no redirect and carries no secret elsewhere. A place more is a decision, not an oversight.
/// </summary>
public sealed partial class EgressTests
{
    private static readonly Dictionary<string, string> Places = new(StringComparer.Ordinal)
    {
        ["models/Transport/ModelTransport.cs"] = "model providers",
        ["models/Calls/PublicCalls.cs"] = "what approved skills call; public addresses only",
        ["models/Transport/PublicConnect.cs"] = "judges what a tenant's provider resolves to",
        ["client/Channels/Api/ChannelHttp.cs"] = "channel platforms",
        ["client/Channels/Api/FileBody.cs"] = "reads what a client of an account was given to read, up to a size",
        ["client/Channels/Api/PublicConnect.cs"] = "judges what a tenant's channel resolves to",
        ["client/Channels/ChannelPlatformOptions.cs"] = "chooses the handler by whose account it is",
        ["client/Channels/Telegram/Api/BotTokenHandler.cs"] = "gives the token to one address only",
        ["client/Channels/Telegram/Api/TelegramApi.cs"] = "uses a handler of ChannelHttp and refuses others",
        ["client/Channels/Telegram/TelegramAccount.cs"] = "keeps a handler of ChannelHttp",
        ["client/Channels/Discord/Api/AttachmentFiles.cs"] = "uses a handler of ChannelHttp, without a token; goes to Discord's hosts for files or the configured one",
        ["client/Channels/Discord/Api/DiscordApi.cs"] = "uses a handler of ChannelHttp",
        ["client/Channels/Discord/Api/DiscordTokenHandler.cs"] = "gives the token to one address only",
        ["client/Channels/Discord/DiscordAccount.cs"] = "keeps a handler of ChannelHttp",
        ["client/Channels/Discord/Gateway/GatewaySocket.cs"] = "uses a handler of ChannelHttp; goes to Discord's hosts or the configured one",
        ["client/Handshake/Tailscale/LocalTailscale.cs"] = "a socket of this machine",
        ["identity/Gateways/GatewaySocket.cs"] = "the gateway that a person names, or a runner's operator",
        ["runner/Web/PublicHandler.cs"] = "connects to public addresses only, without redirects, cookies or a proxy",
        ["runner/Mcp/McpConnector.cs"] = "servers of tools that the configuration names, by the handler for public addresses only",
        ["runner/Web/WebFetcher.cs"] = "pages that a model names; public addresses only, redirects judged like them, nothing of ours goes along",
        ["runner/Web/PublicConnect.cs"] = "judges what the host of a page resolves to",
        ["cli/Doctor/Outside/OutsideProbe.cs"] = "this machine's own addresses",
        ["cli/Doctor/Outside/OutsideSockets.cs"] = "this machine's own addresses",
        ["cli/Doctor/Outside/OutsideView.cs"] = "this machine's own addresses",
    };

    [Fact]
    public void Nothing_leaves_by_a_place_that_is_not_named() =>
        Found("policy", "protocol", "embedded", "models", "grain-interfaces", "storage", "grains", "client", "cli", "identity", "silo", "runner")
            .Order(StringComparer.Ordinal).ShouldBe(Places.Keys.Order(StringComparer.Ordinal), "a place that leads out needs a name here, and a reason");

    [Fact]
    public void Rules_grains_and_the_wire_reach_no_network_at_all() =>
        Found("policy", "protocol", "embedded", "grain-interfaces", "grains").ShouldBeEmpty();

    private static IEnumerable<string> Found(params string[] folders) => Repository.Sources(folders)
        .Where(static path => SourceText.CodeOf(path) is var code && (LeadsOut().IsMatch(code) || SourceText.Uses(code, "Socket")))
        .Select(static path => Path.GetRelativePath(Repository.Root, path));

    [GeneratedRegex(
        @"\b(HttpClient|SocketsHttpHandler|HttpClientHandler|HttpMessageInvoker|IHttpClientFactory|ClientWebSocket|TcpClient|UdpClient|WebClient|WebRequest|FtpWebRequest|SmtpClient|Ping|Dns|QuicConnection)\b|AddHttpClient",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LeadsOut();
}
