using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Models.Failover;
using Moltbot.Models.Usage;

namespace Moltbot.Grains.Agents;

/// <summary>The loop of one agent run: the model answers, its tool calls are decided, asked about and run, the model goes on.</summary>
internal sealed class AgentRun(IModelRouter router, IToolDecider decider, IToolRunner runner)
{
    /// <summary>How often a model may ask for tools in one run. Arbitrary: far above what any task of a chat needs.</summary>
    internal const int MaxRounds = 25;

    /// <summary>Refusals after which the run is ended: a model that keeps asking for what it cannot have would go on for ever.</summary>
    internal const int MaxRefusals = 3;

    /// <summary>Answers the task.</summary>
    /// <exception cref="ModelFailoverException">No model answered.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<AgentAnswer> Answer(AgentTask task, IAgentListener listener, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>(task.Messages);
        var text = new StringBuilder();
        TokenUsage usage = default;
        decimal? cost = 0;
        int refusals = 0;
        for (int round = 1; ; round++)
        {
            ModelAnswer answer = await Ask(task, messages, text, listener, cancellationToken);
            usage += answer.Usage;
            cost += answer.Cost;
            List<FunctionCallContent> calls = [.. answer.Response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
            if (calls.Count == 0 || round >= MaxRounds || refusals >= MaxRefusals)
            {
                return new AgentAnswer(text.ToString(), answer, usage, cost);
            }

            messages.AddRange(answer.Response.Messages);
            foreach (FunctionCallContent call in calls)
            {
                ToolResult result = await Call(task, Describe(call), listener, cancellationToken);
                refusals += result.IsError ? 1 : 0;
                messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result.Text)]));
            }
        }
    }

    private async Task<ModelAnswer> Ask(
        AgentTask task, List<ChatMessage> messages, StringBuilder text, IAgentListener listener, CancellationToken cancellationToken)
    {
        int before = text.Length;
        var request = new ModelRequest
        {
            Tenant = task.Tenant,
            Targets = task.Models.Targets,
            Messages = messages,
            Options = Options(task),
            PreferredProfile = task.Profile,
        };
        await foreach (ModelEvent step in router.StreamAsync(request, cancellationToken))
        {
            switch (step.Kind)
            {
                case ModelEventKind.Update when step.Update!.Text is { Length: > 0 } piece:
                    if (before > 0 && text.Length == before)
                    {
                        text.Append("\n\n");
                    }

                    text.Append(piece);
                    await listener.Wrote(text);
                    break;
                case ModelEventKind.Update when step.Update!.Contents.Any(static content => content is TextReasoningContent):
                    await listener.Thought();
                    break;
                case ModelEventKind.Restart:
                    text.Length = before;
                    listener.Restarted();
                    break;
                case ModelEventKind.Answer:
                    return step.Answer!;
            }
        }

        throw new InvalidOperationException("the model router ended without an answer");
    }

    private async Task<ToolResult> Call(AgentTask task, ToolCall call, IAgentListener listener, CancellationToken cancellationToken)
    {
        await listener.ToolStarted(call.Id, call.Name, call.ArgumentsJson);
        ToolVerdict verdict = await decider.Decide(task, call, cancellationToken);
        if (verdict.Decision == ToolDecision.Ask)
        {
            verdict = await decider.Ask(task, call, cancellationToken);
        }

        ToolResult result = verdict.Decision == ToolDecision.Run
            ? await runner.Run(task, call, cancellationToken)
            : new ToolResult(verdict.Reason ?? "not allowed", IsError: true);
        await listener.ToolEnded(call.Id, call.Name, result.Text, result.IsError);
        return result;
    }

    private ChatOptions Options(AgentTask task)
    {
        var options = new ChatOptions { Reasoning = ThinkingLevels.ToReasoning(task.Thinking) };
        IReadOnlyList<AITool> tools = decider.Offered(task);
        if (tools.Count > 0)
        {
            options.Tools = [.. tools];
        }

        return options;
    }

    private static ToolCall Describe(FunctionCallContent call) => new(
        call.CallId,
        call.Name,
        call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>))));
}
