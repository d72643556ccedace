using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.Grains.Security;

/// <summary>
/// Lets a call through to a grain of ours only when the caller's claim fits the grain's tenant and the method's need. No claim,
/// a foreign tenant, a key that is none, or a method without a declared need: refused, all but the last as if the grain did not exist.
/// The engine's own calls carry no claim; a client makes none of them but those that belong to a call of its own (T2).
/// Behind the filter the grain acts for itself; whoever called stays readable as <see cref="CallerContext.Caller"/>.
/// </summary>
internal sealed partial class ClaimFilter(ILogger<ClaimFilter> logger) : IIncomingGrainCallFilter
{
    /// <summary>How the engine names clients, gateways of ours among them.</summary>
    private const string ClientType = "sys.client";

    /// <summary>What the engine's part in a client calls: it ends a call that the client began, or takes the next items of its answer.</summary>
    private static readonly string[] OfClients = ["ICancellationSourcesExtension", "IAsyncEnumerableGrainExtension"];

    /// <summary>What a client asks of the engine itself: which grains and silos there are to talk to.</summary>
    private const string Manifest = "IClusterManifestSystemTarget";

    /// <summary>Tells the grains of all tenants and ends them.</summary>
    private const string Management = "IManagementGrain";

    /// <summary>
    /// How the engine names the client that a silo holds for itself: its own parts reach each other by it, and a gateway in the same process
    /// the grains. A caller that gives itself that name, or a silo's, is for certificates to keep out.
    /// </summary>
    private const string HostedClient = "hosted-";

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.Grain is not TenantGrain grain)
        {
            // The engine's own grains: some tell the grains of all tenants and end them, some set what holds for the whole cluster.
            if (IsFromClient(context) && !IsOfClients(context) && (IsHosted(context) ? IsNamed(context, Management) : !IsNamed(context, Manifest)))
            {
                throw Refused(context, CallerContext.Current);
            }

            await context.Invoke();
            return;
        }

        CallerClaim? claim = CallerContext.Current;
        if (grain.OwnClaim is not { } own)
        {
            throw Refused(context, claim);
        }

        if (AccessTable.Need(context.InterfaceMethod) is { } need)
        {
            if (Refusal(need, claim, own.Tenant) is { } refusal)
            {
                LogRefused(context.InterfaceName, context.MethodName, claim?.Principal ?? "nobody");
                throw refusal;
            }

            CallerContext.CalledBy(claim!);
        }
        else
        {
            // The runtime itself: reminders and the engine's extensions. They carry no claim.
            if (IsFromClient(context) && !IsOfClients(context))
            {
                throw Refused(context, claim);
            }

            CallerContext.CalledBy(null);
        }

        CallerContext.Use(own);
        await context.Invoke();
    }

    private static bool IsFromClient(IIncomingGrainCallContext context) =>
        context.SourceId is { } source && source.Type.ToString()!.StartsWith(ClientType, StringComparison.Ordinal);

    private static bool IsHosted(IIncomingGrainCallContext context) =>
        context.SourceId is { } source && source.Key.ToString()!.StartsWith(HostedClient, StringComparison.Ordinal);

    private static bool IsOfClients(IIncomingGrainCallContext context) => OfClients.Any(name => IsNamed(context, name));

    private static bool IsNamed(IIncomingGrainCallContext context, string type) => context.InterfaceMethod.DeclaringType?.Name == type;

    private GrainAccessDeniedException Refused(IIncomingGrainCallContext context, CallerClaim? claim)
    {
        LogRefused(context.InterfaceName, context.MethodName, claim?.Principal ?? "nobody");
        return new GrainAccessDeniedException();
    }

    private static GrainAccessDeniedException? Refusal(AccessNeed need, CallerClaim? claim, string tenant)
    {
        if (claim is null || claim.Tenant != tenant)
        {
            return new GrainAccessDeniedException();
        }

        return need.Allows(claim)
            ? null
            : new GrainAccessDeniedException(need.Scope is { } scope && claim.Role == CallerRole.Operator
                ? $"missing scope: {scope}"
                : "not allowed");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Interface}.{Method} to {Principal}")]
    private partial void LogRefused(string @interface, string method, string principal);
}
