using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Printing;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Cli.Commands;

/// <summary><c>gateway call|health|status</c></summary>
internal static class GatewayCommands
{
    public static Command Gateway(CommandFactory factory)
    {
        var method = CommandFactory.Required("method", "the method, such as health or sessions.list");
        var parameters = CommandFactory.Text("--params", "JSON5", "its params; {} when left out");
        var final = CommandFactory.Flag("--expect-final", "of several answers print the last (agent gives two)");
        var probe = CommandFactory.Flag("--verbose", "ask the platforms again instead of showing what is known");
        return factory.Group(
            "gateway",
            "talk to the gateway itself",
            factory.Command("call", "call any method and print its answer as JSON", call => CallAsync(call, call.Value(method)!, call.Value(parameters), call.Value(final)), method, parameters, final),
            factory.Command("health", "show the gateway's health", call => StatusCommands.HealthAsync(call, call.Value(probe)), probe),
            factory.Command("status", "show which gateway is reached, and how", StatusAsync));
    }

    /// <summary>The gateway that was reached, for <c>--json</c>.</summary>
    public static JsonObject Describe(GatewayClient gateway) => new()
    {
        ["url"] = GatewayUrl.Show(gateway.Target.Url),
        ["urlSource"] = gateway.Target.UrlSource,
        ["signedInBy"] = gateway.SignedInBy,
        ["version"] = gateway.Hello.Server.Version,
        ["host"] = gateway.Hello.Server.Host,
        ["protocol"] = gateway.Hello.Protocol,
        ["uptimeMs"] = gateway.Hello.Snapshot.UptimeMs,
        ["methods"] = gateway.Hello.Features.Methods.Count,
        ["scopes"] = gateway.Hello.Auth is { } auth ? new JsonArray([.. auth.Scopes.Select(static scope => (JsonNode?)scope)]) : null,
    };

    private static async Task<int> CallAsync(Invocation call, string method, string? parameters, bool final)
    {
        var sent = Encoding.UTF8.GetBytes(Read(parameters)?.ToJsonString() ?? "null");
        if (sent.Length > ProtocolLimits.MaxPayloadBytes)
        {
            throw CliException.Usage($"the params take {sent.Length} bytes; a gateway reads at most {ProtocolLimits.MaxPayloadBytes}");
        }

        await using var gateway = await call.ConnectAsync();
        var answer = await gateway.RequestAsync(
            new GatewayRequest(method, sent)
            {
                Timeout = call.Timeout,
                IsFinal = payload => !final || payload.ValueKind is not System.Text.Json.JsonValueKind.Object
                    || !payload.TryGetProperty("status", out var status) || !status.ValueEquals("accepted"),
            },
            call.Cancel);
        call.Printer.Json(answer);
        return ExitCodes.Ok;
    }

    private static async Task<int> StatusAsync(Invocation call)
    {
        await using var gateway = await call.ConnectAsync();
        var status = await call.AskAsync(gateway, StatusMethods.Status, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject { ["gateway"] = Describe(gateway), ["status"] = JsonNode.Parse(status.Json.GetRawText()) });
            return ExitCodes.Ok;
        }

        call.Printer.Fields(
            ("Gateway", GatewayUrl.Show(gateway.Target.Url)),
            ("Found by", gateway.Target.UrlSource),
            ("Signed in", $"by {gateway.SignedInBy}"),
            ("Version", gateway.Hello.Server.Version),
            ("Protocol", gateway.Hello.Protocol.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Up", Ages.Length(gateway.Hello.Snapshot.UptimeMs)),
            ("Host", gateway.Hello.Server.Host),
            ("Sessions", status.Value.Sessions.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Channels", status.Value.ChannelSummary.Count == 0 ? null : string.Join("; ", status.Value.ChannelSummary)));
        return ExitCodes.Ok;
    }

    private static JsonNode? Read(string? parameters)
    {
        try
        {
            return parameters is null ? new JsonObject() : Json5Parser.Parse(parameters);
        }
        catch (Json5Exception problem)
        {
            throw CliException.Usage($"--params is no JSON5: {problem.Message}", "for example: --params '{limit: 5}'");
        }
    }
}
