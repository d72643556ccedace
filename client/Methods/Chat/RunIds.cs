using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Chat;

/// <summary>A client's idempotency key is the id of the run it starts.</summary>
internal static class RunIds
{
    /// <summary>As stored with every turn.</summary>
    public const int MaxLength = 256;

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

        if (CronRunIds.Reserves(idempotencyKey))
        {
            return GatewayError.InvalidParams(method, $"at /idempotencyKey: must NOT begin with '{CronRunIds.Prefix}'");
        }

        return idempotencyKey.Any(char.IsControl)
            ? GatewayError.InvalidParams(method, "at /idempotencyKey: must NOT have control characters")
            : idempotencyKey;
    }
}
