using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Heartbeats;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.GrainInterfaces.Tasks;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>A client's idempotency key is the id of the run it starts.</summary>
internal static class RunIds
{
    /// <summary>As stored with every turn.</summary>
    public const int MaxLength = 256;

    /// <summary>How the ids of runs begin that no client starts.</summary>
    private static readonly string[] Reserved = [CronRunIds.Prefix, HeartbeatRunIds.Prefix, SentRunIds.Prefix, SubagentRunIds.Prefix, TaskRunIds.Prefix];

    /// <summary>The run id, or why the key is none.</summary>
    public static GatewayResult<string> Read(string method, string idempotencyKey)
    {
        if (idempotencyKey.Length > MaxLength)
        {
            return GatewayError.InvalidParams(method, $"at /idempotencyKey: must NOT have more than {MaxLength} characters");
        }

        if (ChannelRunIds.Reserves(idempotencyKey) || NodeRunIds.Reserves(idempotencyKey))
        {
            return GatewayError.InvalidParams(method, $"at /idempotencyKey: must NOT begin with '{idempotencyKey[0]}'");
        }

        if (Reserved.FirstOrDefault(prefix => idempotencyKey.StartsWith(prefix, StringComparison.Ordinal)) is { } reserved)
        {
            return GatewayError.InvalidParams(method, $"at /idempotencyKey: must NOT begin with '{reserved}'");
        }

        return idempotencyKey.Any(char.IsControl)
            ? GatewayError.InvalidParams(method, "at /idempotencyKey: must NOT have control characters")
            : idempotencyKey;
    }
}
