using System.Text.Json.Nodes;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Cli.Tests.Support;

/// <content>One connection.</content>
internal sealed partial class FakeGateway
{
    private const string Nonce = "6f1d0a52-5e0b-4d8a-9a8e-nonce";

    private async Task TalkAsync(GatewaySocket socket)
    {
        if (SendsNoChallenge)
        {
            await socket.ReceiveAsync();
            return;
        }

        await socket.EventAsync("connect.challenge", new JsonObject { ["nonce"] = Nonce, ["ts"] = 1 });
        if (await socket.ReceiveAsync() is not { } first)
        {
            return;
        }

        if (IsOpenToAnybody && first["params"]?["device"] is null)
        {
            await socket.AnswerAsync(first, new JsonObject());
            return;
        }

        if ((string?)first["method"] != "connect" || first["params"]?["device"] is null)
        {
            await socket.RefuseAsync(first, new GatewayError("INVALID_REQUEST", "first request must be connect, by a device"));
            return;
        }

        var read = ConnectionMethods.Connect.Read(System.Text.Encoding.UTF8.GetBytes(first["params"]!.ToJsonString()));
        var connect = read.Value ?? throw new InvalidOperationException(read.Error!.Message);
        Record(_connects, connect);
        if (Judge(connect, Nonce) is { } refusal)
        {
            await socket.RefuseAsync(first, refusal);
            await socket.CloseAsync(refusal.CloseCode, refusal.Message);
            return;
        }

        // Events may come at any moment, before the answer too.
        await socket.EventAsync("tick", new JsonObject { ["ts"] = 1 });
        await socket.AnswerAsync(first, Hello(connect));
        while (await socket.ReceiveAsync() is { } request)
        {
            await socket.EventAsync("tick", new JsonObject { ["ts"] = 2 });
            var call = new GatewayCall((string)request["method"]!, request["params"]?.AsObject() ?? [], socket, request);
            Record(_calls, call);
            try
            {
                var answer = _methods.GetValueOrDefault(call.Method) ?? (_ => throw new GatewayError("INVALID_REQUEST", $"unknown method: {call.Method}"));
                await socket.AnswerAsync(request, await answer(call));
            }
            catch (GatewayError error)
            {
                await socket.RefuseAsync(request, error);
            }
        }
    }
}
