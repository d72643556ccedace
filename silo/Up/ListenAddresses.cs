using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Devices;

namespace Moltbot.Silo.Up;

/// <summary>Where the gateway listens (protocol §9). Nothing but loopback unless asked for.</summary>
internal sealed record ListenAddresses(string Bind, IReadOnlyList<IPAddress> Addresses, int Port, GatewayTlsConfig Tls)
{
    /// <param name="options">The command line.</param>
    /// <param name="configuration">The document.</param>
    /// <param name="secrets">The secrets outside the document; null for a gateway of a cluster, whose silos know them and start with one only.</param>
    /// <exception cref="StartException">Settings that must not be served together, named with what is allowed.</exception>
    public static ListenAddresses Of(UpOptions options, ConfigDocument configuration, GatewaySecrets? secrets)
    {
        GatewayConfig gateway = configuration.Gateway;
        string bind = options.Bind ?? gateway.Bind ?? "loopback";
        IReadOnlyList<IPAddress> addresses = bind switch
        {
            "loopback" or "auto" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            "lan" => [IPAddress.Any],
            "tailnet" => TailnetAddress() is { } own ? [own, IPAddress.Loopback] : [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ => throw new StartException(
                Program.Configuration,
                $"gateway.bind is one of loopback, lan, auto, tailnet, not '{bind}'; an address of one's own choice cannot be named"),
        };

        if (secrets is not null)
        {
            Refuse(addresses[0], gateway, secrets);
        }

        return new ListenAddresses(bind, addresses, options.Port ?? gateway.Port ?? GatewayConfig.DefaultPort, gateway.Tls);
    }

    /// <summary>The address that clients on this machine use, with the port really taken.</summary>
    public string Url(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        int port = Port != 0 ? Port : new Uri(bound!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        return $"{(Tls.Enabled ? "wss" : "ws")}://127.0.0.1:{port}";
    }

    private static void Refuse(IPAddress bind, GatewayConfig gateway, GatewaySecrets secrets)
    {
        GatewayAuthSettings settings = gateway.Auth.Settings;
        GatewaySecret secret = secrets.InForce(settings);
        var exposure = new GatewayExposure(bind.ToString(), secret, gateway.TailscaleMode);
        if (exposure.Problem(settings.AllowsTailscale(secret.Mode, gateway.TailscaleMode)) is { } problem)
        {
            throw new StartException(Program.Configuration, problem);
        }
    }

    /// <summary>This machine's address in Tailscale's range, 100.64.0.0/10.</summary>
    private static IPAddress? TailnetAddress()
    {
        var range = IPNetwork.Parse("100.64.0.0/10");
        return System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static address => address.Address)
            .FirstOrDefault(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && range.Contains(address));
    }
}
