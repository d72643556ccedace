using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Hooks;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Hooks;

/// <summary>
/// <c>POST &lt;hooks.path&gt;/wake</c>, <c>/agent</c> and those of one's own (protocol §8), for the tenant of the host name. In this order:
/// the path is one of hooks, the secret fits, the verb does, and only then the body is read.
/// </summary>
internal sealed class HooksEndpoint(
    GatewayOptions options, ITenantViews views, NetworkSettings network, HookDoor door, HookRuns runs, TimeProvider time)
{
    private const string Wake = "wake";
    private const string Agent = "agent";

    /// <summary>Answers a request that is one for hooks; false for others.</summary>
    public async Task<bool> Answer(HttpContext context, RequestPath path)
    {
        NetworkRules rules = await network.Current();
        ConnectionOrigin origin = ConnectionOrigin.Of(context, rules.Proxies);
        string tenant = TenantFinder.Find(options, null, origin.Request.Host);
        if (Served(await views.Configuration(tenant)) is not { } hooks || !path.TryBelow(hooks.BasePath, out string? rest))
        {
            return false;
        }

        if (await door.Enter(context, tenant, rules, origin) is { } caller)
        {
            await Answer(context, caller, hooks, rest[1..]);
        }

        return true;
    }

    private async Task Answer(HttpContext context, HookCaller caller, HooksConfig hooks, string name)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await HttpAnswer.MethodNotAllowed(context, "POST");
            return;
        }

        if (name.Length == 0 || name.EndsWith('/'))
        {
            await HttpAnswer.NotFound(context);
            return;
        }

        using JsonDocument? body = await RequestBody.ReadObject(
            context, hooks.MaxBodyBytes, time, (status, error) => HookAnswer.Refused(context, status, error));
        if (body is null || !await door.Admits(context, caller))
        {
            return;
        }

        ConfigDocument document = await views.Configuration(caller.Tenant);
        if (ActionOf(context, name, body.RootElement, document) is not { } action)
        {
            await HttpAnswer.NotFound(context);
            return;
        }

        await (action switch
        {
            { Wake: { } wake } => Tell(context, caller.Tenant, document, wake),
            { Run: { } run } => Start(context, caller.Tenant, document, name, run),
            _ => HookAnswer.Refused(context, StatusCodes.Status400BadRequest, action.Error!),
        });
    }

    private HookAction? ActionOf(HttpContext context, string name, JsonElement body, ConfigDocument document)
    {
        switch (name)
        {
            case Wake:
                (HookWake? wake, string? noWake) = HookWake.Read(body);
                return new HookAction(wake, null, noWake);
            case Agent:
                (HookRun? run, string? noRun) = HookRun.Read(body, runs.Channels);
                return new HookAction(null, run, noRun);
            default:
                return HookMapping.Apply(
                    HookMapping.Of(document.Section("hooks")), new HookCall(name, body, Public(context.Request.Headers), Public(context.Request.Query), time.GetUtcNow()));
        }
    }

    private async Task Tell(HttpContext context, string tenant, ConfigDocument document, HookWake wake)
    {
        await runs.Tell(tenant, document, wake);
        await HookAnswer.Woken(context, wake.Mode);
    }

    private async Task Start(HttpContext context, string tenant, ConfigDocument document, string name, HookRun run) =>
        await ((await runs.Start(tenant, document, name, run.Completed(), context.RequestAborted)).TryGet(out string? runId, out GatewayError? refused)
            ? HookAnswer.Started(context, runId)
            : HookAnswer.Refused(context, refused));

    private static HooksConfig? Served(ConfigDocument document) => ServedHooks.Of(document.Section("hooks"), document.Gateway.Auth.Token);

    private static Dictionary<string, string> Public(IEnumerable<KeyValuePair<string, StringValues>> fields) => fields
        .Where(static field => !HookCall.MayBeSecret(field.Key))
        .GroupBy(static field => field.Key.ToLowerInvariant(), StringComparer.Ordinal)
        .ToDictionary(static same => same.Key, static same => same.Last().Value.ToString(), StringComparer.Ordinal);
}
