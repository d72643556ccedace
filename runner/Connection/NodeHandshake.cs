using System.Buffers;
using System.Text.Json;
using Moltbot.Identity;
using Moltbot.Identity.Gateways;
using Moltbot.Policy;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Frames;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Runner.Connection;

/// <summary>The first request of a connection (protocol §2): this device, as a node that runs tools.</summary>
internal static class NodeHandshake
{
    /// <summary>The role of a runner.</summary>
    public const string Role = "node";

    private const string ClientId = "node-host";
    private const string Mode = "node";
    private const string Id = "\"hello\"";

    /// <summary>Introduces this device with a proof; the answer is the gateway's greeting.</summary>
    /// <exception cref="GatewayRefusal">The gateway said no.</exception>
    /// <exception cref="JsonException">What answers is no gateway.</exception>
    public static async Task<HelloOk> Introduce(GatewaySocket socket, DeviceIdentity device, string name, string token, TimeProvider time, CancellationToken cancel)
    {
        // The original connects without a nonce when no challenge comes; such a signature could be replayed, so it is not given.
        var challenge = await Next(socket, static frame => Text(frame, "event") == EventNames.ConnectChallenge, cancel);
        if (!challenge.TryGetProperty("payload", out var payload) || Text(payload, "nonce") is not { Length: > 0 } nonce)
        {
            throw new JsonException();
        }

        var output = new ArrayBufferWriter<byte>();
        var sent = JsonSerializer.SerializeToUtf8Bytes(DeviceProof.Signed(ParamsOf(name, token), device, nonce, time), ConnectionMethods.Connect.ParamsInfo);
        FrameWriter.WriteRequest(output, System.Text.Encoding.UTF8.GetBytes(Id), MethodNames.Connect, sent);
        await socket.Send(output.WrittenMemory, cancel);
        var answer = await Next(socket, static frame => Text(frame, "type") == "res", cancel);
        return answer.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True && answer.TryGetProperty("payload", out var hello)
            ? hello.Deserialize(ConnectionMethods.Connect.ResultInfo) ?? throw new JsonException()
            : throw GatewayRefusal.Of(answer);
    }

    private static ConnectParams ParamsOf(string name, string token) => new()
    {
        MinProtocol = ProtocolLimits.Version,
        MaxProtocol = ProtocolLimits.Version,
        Client = new ConnectClient { Id = ClientId, Mode = Mode, Version = ProductVersion.Text, Platform = "linux", DisplayName = name },
        Caps = [NodeCommands.ToolsCap],
        Commands =
        [
            NodeCommands.ToolsRun, NodeCommands.ToolsCancel, NodeCommands.ToolsResolve, NodeCommands.ToolsRelease, NodeCommands.ToolsContext, NodeCommands.ToolsMcp,
            NodeCommands.ToolsSandboxes, NodeCommands.ToolsRecreate, NodeCommands.ToolsWorkspace,
        ],
        Role = Role,
        Scopes = [],
        Auth = new ConnectAuth { Token = token },
    };

    private static async Task<JsonElement> Next(GatewaySocket socket, Func<JsonElement, bool> isMeant, CancellationToken cancel)
    {
        while (await socket.Receive(cancel) is { } frame)
        {
            if (frame.ValueKind is JsonValueKind.Object && isMeant(frame))
            {
                return frame;
            }
        }

        throw new JsonException();
    }

    private static string? Text(JsonElement frame, string key) =>
        frame.ValueKind is JsonValueKind.Object && frame.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
