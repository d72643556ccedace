using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Silo.Up;

/// <summary>Where the gateway listens (protocol §9). Nothing but loopback unless asked for.</summary>
internal sealed record ListenAddresses(IReadOnlyList<IPAddress> Addresses, int Port, GatewayTlsConfig Tls)
{
    public static ListenAddresses Of(UpOptions options, ConfigDocument configuration)
    {
        GatewayConfig gateway = configuration.Gateway;
        string bind = options.Bind ?? gateway.Bind ?? "loopback";
        IReadOnlyList<IPAddress> addresses = bind switch
        {
            "loopback" or "auto" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
            "lan" or "custom" => [IPAddress.Any],
            "tailnet" => TailnetAddress() is { } own ? [IPAddress.Loopback, own] : [IPAddress.Loopback, IPAddress.IPv6Loopback],
            _ => throw new StartException(Program.Configuration, $"gateway.bind is one of loopback, lan, auto, tailnet, not '{bind}'"),
        };
        if (gateway.TailscaleMode == "funnel" && gateway.Auth.EffectiveMode != "password")
        {
            throw new StartException(Program.Configuration, "gateway.tailscale.mode funnel puts the gateway on the internet and needs gateway.auth.mode password");
        }

        if (gateway.TailscaleMode != "off" && bind != "loopback")
        {
            throw new StartException(Program.Configuration, $"gateway.tailscale.mode {gateway.TailscaleMode} needs gateway.bind loopback");
        }

        return new ListenAddresses(addresses, options.Port ?? gateway.Port ?? GatewayConfig.DefaultPort, gateway.Tls);
    }

    /// <summary>The address that clients on this machine use, with the port really taken.</summary>
    public string Url(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        int port = Port != 0 ? Port : new Uri(bound!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        return $"{(Tls.Enabled ? "wss" : "ws")}://127.0.0.1:{port}";
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
