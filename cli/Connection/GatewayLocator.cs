using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Files;
using Moltbot.Cli.Local;
using Moltbot.Identity;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Cli.Connection;

/// <summary>Finds the gateway: as told, else by the environment, else by what the state folder says.</summary>
internal static class GatewayLocator
{
    public const string UrlVariable = "MOLTBOT_GATEWAY_URL";

    public static GatewayTarget Find(GatewayWishes wishes, StateFolder state, LocalConfiguration configuration, CliHost host)
    {
        var facts = configuration.Facts();
        var (url, source, trust) = Locate(wishes, state, facts, configuration, host);
        var credential = wishes.ManagesTenants
            ? CredentialFinder.FindOperators(wishes.Token, trust, state, host)
            : CredentialFinder.Find(wishes.Token, trust, state, configuration, facts, host);
        var pin = wishes.TlsFingerprint is { } wished
            ? CertificatePin.Normalize(wished) ?? throw CliException.Usage("--tls-fingerprint takes the certificate's SHA-256: 64 hex digits, colons allowed")
            : trust switch
            {
                AddressTrust.Remote when facts.RemoteFingerprint is { } configured => CertificatePin.Normalize(configured),
                AddressTrust.Own when facts.CertificatePath is { } path => CertificatePin.OfFile(path),
                _ => null,
            };
        return new GatewayTarget
        {
            Url = url,
            UrlSource = source,
            Credential = credential,
            InsistsOnCredential = wishes.Token is not null || wishes.ManagesTenants,
            ManagesTenants = wishes.ManagesTenants,
            CredentialPlaces = wishes.ManagesTenants ? CredentialFinder.OperatorsPlaces(trust, state) : CredentialFinder.Places(trust, state, configuration),
            TlsFingerprint = pin,
        };
    }

    private static (Uri Url, string Source, AddressTrust Trust) Locate(
        GatewayWishes wishes, StateFolder state, GatewayFacts facts, LocalConfiguration configuration, CliHost host)
    {
        var named = wishes.Url is { } option ? (Name: "--url", Value: option) : host.FirstSet(UrlVariable);
        if (named is { } given)
        {
            var url = GatewayUrl.Parse(given.Value, given.Name);
            return (url, given.Name, TrustOf(url, state, facts, host));
        }

        if (facts is { IsRemote: true, RemoteUrl: { } remote })
        {
            return (GatewayUrl.Parse(remote, $"gateway.remote.url of {configuration.Path}"), $"gateway.remote.url of {configuration.Path}", AddressTrust.Remote);
        }

        if (Running(state) is { } running)
        {
            return (running, state.RunningGateway, AddressTrust.Own);
        }

        var scheme = facts.Tls ? "wss" : "ws";
        if (PortVariable(host) is { } variable)
        {
            return (Loopback(scheme, variable.Port), variable.Name, AddressTrust.Own);
        }

        return facts.Port is { } configured
            ? (Loopback(scheme, configured), $"gateway.port of {configuration.Path}", AddressTrust.Own)
            : (Loopback(scheme, GatewayConfig.DefaultPort), "the default port", AddressTrust.Own);
    }

    /// <summary>Where the gateway that runs on the state folder says it listens; null when none runs there.</summary>
    public static Uri? Running(StateFolder state) =>
        Left(state)?["url"] is JsonValue url && url.TryGetValue(out string? address)
        && Uri.TryCreate(address, UriKind.Absolute, out var parsed) && parsed.Scheme is "ws" or "wss"
            ? parsed
            : null;

    /// <summary>How the gateway at an address says it was started; null when it is not the one that runs on the state folder, or does not say.</summary>
    public static GatewayStart? StartOf(Uri url, StateFolder state) =>
        Running(state) is { } running && AreSame(running, url) ? GatewayStart.Read(Left(state)) : null;

    private static JsonObject? Left(StateFolder state)
    {
        try
        {
            return PrivateFile.Read(state.RunningGateway) is { } text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (Exception problem) when (problem is JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The state folder's secrets belong to its own gateway: whoever is named by an address alone does not get to see them.
    private static AddressTrust TrustOf(Uri url, StateFolder state, GatewayFacts facts, CliHost host)
    {
        if (facts.RemoteUrl is { } remote && GatewayUrl.Show(GatewayUrl.Parse(remote, "gateway.remote.url")) == GatewayUrl.Show(url))
        {
            return AddressTrust.Remote;
        }

        // On this machine other programs listen too, and other people's: loopback alone is nobody's name.
        if (Running(state) is { } running)
        {
            return AreSame(running, url) ? AddressTrust.Own : AddressTrust.Foreign;
        }

        var port = PortVariable(host)?.Port ?? facts.Port ?? GatewayConfig.DefaultPort;
        return url.IsLoopback && url.Port == port ? AddressTrust.Own : AddressTrust.Foreign;
    }

    private static bool AreSame(Uri running, Uri url) =>
        running.Authority == url.Authority || (running.IsLoopback && url.IsLoopback && running.Port == url.Port);

    private static (string Name, int Port)? PortVariable(CliHost host) =>
        host.FirstSet("MOLTBOT_GATEWAY_PORT", "OPENCLAW_GATEWAY_PORT", "CLAWDBOT_GATEWAY_PORT") is { } variable
        && int.TryParse(variable.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? (variable.Name, port)
            : null;

    private static Uri Loopback(string scheme, int port) => new(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}"));
}
