using System.Text.Json.Nodes;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Config;

namespace Moltbot.Gateway.Methods.Config;

/// <summary>Changes a tenant's configuration. A change is in force when the answer comes; nothing is restarted for it.</summary>
internal sealed class ConfigWriting(ITenantViews views, TimeProvider time)
{
    /// <summary>Writes, and shows the result with its secrets masked.</summary>
    public async ValueTask<GatewayResult<ConfigurationView>> Write(MethodCall call, ConfigurationWrite write) =>
        (await WriteCore(call, write)).TryGet(out Written? written, out GatewayError? refused) ? written.View : refused;

    /// <summary>Writes, and tells a session of it when one is named.</summary>
    public async ValueTask<GatewayResult<ConfigApplyResult>> Apply(MethodCall call, ConfigurationWrite write, string? sessionKey, string? note)
    {
        string? stored = null;
        if (!string.IsNullOrWhiteSpace(sessionKey)
            && !SessionAddress.Read(await views.Configuration(call.Tenant), sessionKey).TryGet(out stored, out GatewayError? bad))
        {
            return bad;
        }

        if (!(await WriteCore(call, write)).TryGet(out Written? written, out GatewayError? refused))
        {
            return refused;
        }

        string? told = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        if (stored is not null)
        {
            await SessionAddress.Grain(call, stored).AddSystemEvent(stored, $"{write.Method}: {told ?? "the configuration was changed"}");
        }

        return new ConfigApplyResult
        {
            Ok = true,
            Path = written.View.Path,
            Config = ConfigModule.Json(written.View.ConfigJson),
            Restart = new ConfigRestart
            {
                Ok = false,
                Pid = Environment.ProcessId,
                Signal = "SIGUSR1",
                DelayMs = 0,
                Reason = written.NeedsRestart ? "part of the change takes effect when the gateway is restarted" : "the change is in force",
                Mode = "none",
            },
            Sentinel = new ConfigSentinel { Path = null, Payload = Payload(write.Method, stored, told) },
        };
    }

    public static IReadOnlyList<ConfigIssue> Issues(IReadOnlyList<ConfigurationIssue> issues) =>
        [.. issues.Select(issue => new ConfigIssue { Path = issue.Path, Message = issue.Message })];

    private async ValueTask<GatewayResult<Written>> WriteCore(MethodCall call, ConfigurationWrite write)
    {
        ITenantGrain tenant = call.Grain<ITenantGrain>();
        ConfigurationWriteResult result = await tenant.Write(write with { ConnectionId = call.Caller.ConnectionId });
        if (result.Error is { } error)
        {
            GatewayError refused = GatewayError.Invalid(error);
            return result.Issues.Count == 0
                ? refused
                : refused.With(RawJson.From(new ConfigIssues { Issues = Issues(result.Issues) }, ConfigJson.Default.ConfigIssues));
        }

        views.ConfigurationChanged(call.Tenant);
        return new Written(await tenant.Show(), result.NeedsRestart);
    }

    private RawJson Payload(string method, string? sessionKey, string? note)
    {
        var payload = new JsonObject
        {
            ["kind"] = "config-apply",
            ["status"] = "ok",
            ["ts"] = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ["stats"] = new JsonObject { ["mode"] = method },
        };
        if (sessionKey is not null)
        {
            payload["sessionKey"] = sessionKey;
        }

        if (note is not null)
        {
            payload["message"] = note;
        }

        return RawJson.Parse(payload.ToJsonString());
    }

    private sealed record Written(ConfigurationView View, bool NeedsRestart);
}
