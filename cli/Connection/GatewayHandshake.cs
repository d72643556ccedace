using System.Runtime.InteropServices;
using System.Text.Json;
using Moltbot.Identity;
using Moltbot.Identity.Gateways;
using Moltbot.Policy;
using Moltbot.Policy.Devices;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Cli.Connection;

/// <summary>The first request of a connection (protocol 3, section 2): who calls, for what, and with which proof.</summary>
internal static class GatewayHandshake
{
    private const int Protocol = 3;
    private const string Mode = "cli";

    /// <summary>The role of a person at a command line.</summary>
    public const string Role = "operator";

    /// <summary>What a command line asks for.</summary>
    public static readonly IReadOnlyList<string> Scopes = ["operator.admin", "operator.approvals", "operator.pairing"];

    /// <summary>What the installation's operator asks for.</summary>
    public static readonly IReadOnlyList<string> OperatorsScopes = [Policy.Scopes.OperatorScopes.Tenants];

    /// <summary>Introduces this device with a proof; the answer is the gateway's greeting.</summary>
    /// <exception cref="GatewayRefusal">The gateway said no.</exception>
    public static async Task<HelloOk> IntroduceAsync(
        GatewayClient gateway, DeviceIdentity device, string nonce, DoorKey key, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        var connect = new ConnectParams
        {
            MinProtocol = Protocol,
            MaxProtocol = Protocol,
            Client = new ConnectClient { Id = ClientIds.Cli, Mode = Mode, Version = ProductVersion.Text, Platform = Platform() },
            Caps = [],
            Role = Role,
            Scopes = key.Scopes,
            Auth = key.Token is null && key.Password is null ? null : new ConnectAuth { Token = key.Token, Password = key.Password },
        };
        var method = ConnectionMethods.Connect;
        var sent = JsonSerializer.SerializeToUtf8Bytes(DeviceProof.Signed(connect, device, nonce, time), method.ParamsInfo);
        var hello = await gateway.RequestAsync(new GatewayRequest(MethodNames.Connect, sent) { Timeout = timeout }, cancel);
        return new Answer<HelloOk>(method.Name, hello, method.ResultInfo).Value;
    }

    private static string Platform() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "darwin" : "win32";
}
