using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Models.Failover;
using Moltbot.Models.Usage;

namespace Moltbot.Grains.Agents;

/// <summary>The loop of one agent run: the model answers, its tool calls are decided, asked about and run, the model goes on.</summary>
internal sealed class AgentRun(IModelRouter router, IToolDecider decider, IToolRunner runner)
{
    /// <summary>Answers the task.</summary>
    /// <param name="task">What is asked, of whom, with which tools.</param>
    /// <param name="listener">Hears of it while it happens.</param>
    /// <param name="record">Keeps what is done with tools before it is done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ModelFailoverException">No model answered.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<AgentAnswer> Answer(AgentTask task, IAgentListener listener, IToolRecord record, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>(task.Messages);
        var text = new StringBuilder();
        var limits = new CallLimits();
        TokenUsage usage = default;
        decimal? cost = 0;
        while (true)
        {
            ModelAnswer answer = await Ask(task, messages, text, listener, cancellationToken);
            usage += answer.Usage;
            cost += answer.Cost;
            List<ToolCall> calls = [.. answer.Response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => Describe(call, answer))];
            if (calls.Count == 0)
            {
                return new AgentAnswer(text.ToString(), answer, usage, cost);
            }

            if (limits.NextRound() is { } stopped)
            {
                text.Append(text.Length > 0 ? "\n\n" : "").Append(stopped);
                await listener.Wrote(text);
                return new AgentAnswer(text.ToString(), answer, usage, cost);
            }

            messages.AddRange(answer.Response.Messages);
            await record.Began(calls);
            foreach (ToolCall call in calls)
            {
                ToolResult result = await Call(task.Context, call, limits, listener, record, cancellationToken);
                await record.Ended(call, result);
                messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.Id, result.Shown)]));
            }
        }
    }

    /// <summary>Goes on with a call that waited for a person when its process ended.</summary>
    /// <param name="context">For whom.</param>
    /// <param name="call">The call.</param>
    /// <param name="approvalId">The request.</param>
    /// <param name="listener">Hears of it.</param>
    /// <param name="record">Keeps what comes of it.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task TakeUp(
        ToolContext context, ToolCall call, string approvalId, IAgentListener listener, IToolRecord record, CancellationToken cancellationToken)
    {
        await listener.ToolStarted(call.Id, call.Name, call.ArgumentsJson);
        ToolVerdict verdict = await decider.AskAgain(context, call, approvalId, cancellationToken);
        ToolResult result = await Carry(context, call, verdict, cancellationToken);
        await listener.ToolEnded(call.Id, call.Name, result.Text, result.IsError);
        await record.Ended(call, result);
    }

    /// <summary>One call that no model asked for: decided, asked about and run like any other.</summary>
    public Task<ToolResult> CallOne(ToolContext context, ToolCall call, IAgentListener listener, IToolRecord record, CancellationToken cancellationToken) =>
        Call(context, call, new CallLimits(), listener, record, cancellationToken);

    /// <summary>A call of a program that waits for its answer: run where it may run at once, as nobody is asked for it; null where it may not.</summary>
    public async Task<ToolResult?> CallAtOnce(ToolContext context, ToolCall call, CancellationToken cancellationToken)
    {
        ToolVerdict verdict = await decider.Decide(context, call, cancellationToken);
        return verdict.Decision == ToolDecision.Run ? await runner.Run(context, call, verdict, cancellationToken) : null;
    }

    private async Task<ModelAnswer> Ask(
        AgentTask task, List<ChatMessage> messages, StringBuilder text, IAgentListener listener, CancellationToken cancellationToken)
    {
        int before = text.Length;
        var request = new ModelRequest
        {
            Tenant = task.Context.Tenant,
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
                case ModelEventKind.Update when step.Update!.Contents.OfType<TextReasoningContent>().ToArray() is { Length: > 0 } thoughts:
                    await listener.Thought(string.Concat(thoughts.Select(static thought => thought.Text)));
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

    private async Task<ToolResult> Call(
        ToolContext context, ToolCall call, CallLimits limits, IAgentListener listener, IToolRecord record, CancellationToken cancellationToken)
    {
        await listener.ToolStarted(call.Id, call.Name, call.ArgumentsJson);
        ToolVerdict verdict = await Decide(context, call, limits, record, cancellationToken);
        if (verdict.Decision != ToolDecision.Run)
        {
            limits.Refused();
        }

        ToolResult result = await Carry(context, call, verdict, cancellationToken);
        await listener.ToolEnded(call.Id, call.Name, result.Text, result.IsError);
        return result;
    }

    private async Task<ToolResult> Carry(ToolContext context, ToolCall call, ToolVerdict verdict, CancellationToken cancellationToken) => verdict.Decision switch
    {
        ToolDecision.Run => await runner.Run(context, call, verdict, cancellationToken),
        ToolDecision.Unknown => ToolResult.Unknown(verdict.Reason ?? "nothing was heard of it"),
        _ => ToolResult.NotRun(verdict.Reason ?? "not allowed"),
    };

    private async ValueTask<ToolVerdict> Decide(ToolContext context, ToolCall call, CallLimits limits, IToolRecord record, CancellationToken cancellationToken)
    {
        if ((limits.RefusalOf(call) ?? call.Problem) is { } refusal)
        {
            return ToolVerdict.Refuse(refusal);
        }

        ToolVerdict verdict = await decider.Decide(context, call, cancellationToken);
        if (verdict.Decision != ToolDecision.Ask)
        {
            return verdict;
        }

        string approvalId = Guid.NewGuid().ToString();
        await record.Asking(call, approvalId);
        return await decider.Ask(context, call, verdict, approvalId, cancellationToken);
    }

    private static ChatOptions Options(AgentTask task)
    {
        var options = new ChatOptions { Reasoning = ThinkingLevels.ToReasoning(task.Thinking) };
        if (task.Tools.Count > 0)
        {
            options.Tools = [.. task.Tools];
        }

        return options;
    }

    /// <summary>As models are told of it again and clients are shown it.</summary>
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static ToolCall Describe(FunctionCallContent call, ModelAnswer answer) => new(
        call.CallId,
        call.Name,
        call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments, Compact.GetTypeInfo(typeof(IDictionary<string, object?>))))
    {
        Provider = answer.Provider,
        Model = answer.Model,
        Problem = call.Exception is null ? null : "its arguments are not a JSON object",
    };
}
