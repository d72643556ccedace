using System.CommandLine;
using System.Text.Json;
using Moltbot.Cli.Connection;
using Moltbot.Protocol.Methods.Agents;
using Moltbot.Protocol.Methods.Chat;

namespace Moltbot.Cli.Commands;

/// <summary><c>agent --message …</c>: one turn with the assistant; the answer is shown as it comes.</summary>
internal static class AgentCommand
{
    private const string MainSession = "main";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    public static Command Make(CommandFactory factory)
    {
        var message = CommandFactory.Text("--message", "TEXT", "what to say; - reads it from the standard input");
        message.Aliases.Add("-m");
        message.Required = true;
        var session = CommandFactory.Text("--session", "KEY", "the conversation; main when left out");
        var agent = CommandFactory.Text("--agent", "ID", "the agent; the default one when left out");
        var thinking = CommandFactory.Text("--thinking", "LEVEL", "off, minimal, low, medium or high");
        return factory.Command("agent", "say something to the assistant and wait for the answer", async call =>
        {
            var text = call.Value(message) is "-" ? await call.Host.In.ReadToEndAsync(call.Cancel) : call.Value(message)!;
            if (string.IsNullOrWhiteSpace(text))
            {
                throw CliException.Usage("--message is empty");
            }

            // An agent's own main session is meant when only the agent is named.
            var key = call.Value(session) ?? (call.Value(agent) is { } id ? $"agent:{id}:{MainSession}" : MainSession);
            return await RunAsync(call, new AgentParams
            {
                Message = text,
                SessionKey = key,
                AgentId = call.Value(agent),
                Thinking = call.Value(thinking),
                Deliver = false,
                Timeout = (long)Math.Ceiling(call.TimeoutOr(DefaultTimeout).TotalSeconds),
                IdempotencyKey = Guid.NewGuid().ToString(),
            });
        }, message, session, agent, thinking);
    }

    private static async Task<int> RunAsync(Invocation call, AgentParams turn)
    {
        await using var gateway = await call.ConnectAsync();
        var stream = new AgentStream(call.Printer);
        var sent = JsonSerializer.SerializeToUtf8Bytes(turn, AgentsMethods.Agent.ParamsInfo);
        JsonElement payload;
        try
        {
            payload = await gateway.RequestAsync(
                new GatewayRequest(AgentsMethods.Agent.Name, sent)
                {
                    // The gateway ends the run at the time limit and says so; this is for a gateway that does not.
                    Timeout = call.TimeoutOr(DefaultTimeout) + TimeSpan.FromSeconds(15),
                    IsFinal = static payload => payload.ValueKind is not JsonValueKind.Object || !payload.TryGetProperty("status", out var status) || !status.ValueEquals("accepted"),
                    OnInterim = stream.Accepted,
                    OnEvent = stream.Event,
                },
                call.Cancel);
        }
        catch (OperationCanceledException) when (stream.RunId is not null)
        {
            await AbortAsync(call, turn.SessionKey!, stream.RunId);
            throw;
        }

        var finished = new Answer<AgentFinished>(AgentsMethods.Agent.Name, payload, AgentsMethods.Agent.ResultInfo);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(finished.Json);
        }
        else
        {
            stream.Finish(finished.Value);
        }

        return finished.Value.Status == "ok" ? ExitCodes.Ok : ExitCodes.Failed;
    }

    // A run outlives the connection that started it, so ending this program would leave it going.
    private static async Task AbortAsync(Invocation call, string session, string runId)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1.5), call.Host.Time);
            await using var gateway = await new GatewayDialer(call.Host, call.State, call.Printer).ConnectAsync(call.Target(), TimeSpan.FromSeconds(1), limit.Token);
            var sent = JsonSerializer.SerializeToUtf8Bytes(new ChatAbortParams { SessionKey = session, RunId = runId }, ChatMethods.Abort.ParamsInfo);
            await gateway.RequestAsync(new GatewayRequest(ChatMethods.Abort.Name, sent) { Timeout = TimeSpan.FromSeconds(1) }, limit.Token);
            call.Printer.Note("stopped");
        }
        catch (Exception problem) when (problem is CliException or OperationCanceledException)
        {
            call.Printer.Note("the run may go on: the gateway could not be told to stop it");
        }
    }
}
