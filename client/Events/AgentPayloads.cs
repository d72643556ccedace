using System.Text;
using Moltbot.GrainInterfaces.Events;
using Moltbot.Policy.Redaction;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Json;
using Wire = Moltbot.Protocol.Events;

namespace Moltbot.Gateway.Events;

/// <summary>The payload of <c>agent</c>.</summary>
internal static class AgentPayloads
{
    public static Wire.AgentEvent Of(GrainInterfaces.Events.AgentEvent agent, RedactionRules rules)
    {
        (string stream, RawJson data) = agent switch
        {
            AgentLifecycleEvent step => ("lifecycle", Lifecycle(step)),
            AgentAssistantEvent step => ("assistant", RawJson.From(
                new AgentAssistantDelta { Text = step.Text, Delta = step.Delta }, EventsJson.Default.AgentAssistantDelta)),
            AgentToolEvent step => ("tool", Tool(step, rules)),
            AgentCompactionEvent step => ("compaction", RawJson.From(new AgentCompaction { Phase = step.Phase }, EventsJson.Default.AgentCompaction)),
            _ => ("error", RawJson.EmptyObject),
        };
        return new Wire.AgentEvent
        {
            RunId = agent.RunId,
            Seq = agent.Sequence,
            Stream = stream,
            Ts = agent.Timestamp,
            Data = data,
            SessionKey = agent.SessionKey,
        };
    }

    private static RawJson Lifecycle(AgentLifecycleEvent step) => RawJson.From(
        new AgentLifecycle
        {
            Phase = step.Phase,
            StartedAt = step.StartedAt,
            EndedAt = step.EndedAt,
            Aborted = step.Aborted ? true : null,
            Error = step.Error,
        },
        EventsJson.Default.AgentLifecycle);

    private static RawJson Tool(AgentToolEvent step, RedactionRules rules)
    {
        RawJson data = step.DataJson is { } json ? new RawJson(Encoding.UTF8.GetBytes(rules.RedactJson(json))) : default;
        return RawJson.From(
            new AgentToolStep
            {
                Phase = step.Phase,
                Name = step.Name,
                ToolCallId = step.ToolCallId,
                Args = step.Phase == "start" ? data : default,
                PartialResult = step.Phase == "update" ? data : default,
                Result = step.Phase == "result" ? data : default,
                IsError = step.Phase == "result" ? step.IsError : null,
            },
            EventsJson.Default.AgentToolStep);
    }
}
