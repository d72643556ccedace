using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Http.Auth;

/// <summary>
/// Lets a request in by the tenant's shared secret, before a byte of its body is read (B3), through the same limiter as the
/// handshake. What gets in may read and write, and administers nothing; it is cut off when the secret is no longer the tenant's (A11).
/// </summary>
internal sealed class HttpDoor(
    GatewayOptions options, IGrainFactory grains, TenantViews views, UnknownTenants unknown, NetworkSettings network)
{
    // Each turn means that something of the tenant was revoked while we looked; nobody is that unlucky so often.
    private const int MaxTurns = 4;

    /// <summary>Answers a POST of somebody who is let in, and refuses others and all else.</summary>
    /// <param name="context">As for <see cref="Serve"/>.</param>
    /// <param name="isServed">As for <see cref="Serve"/>.</param>
    /// <param name="answer">As for <see cref="Serve"/>.</param>
    public Task ServePost(HttpContext context, Func<ConfigDocument, bool> isServed, Func<HttpContext, HttpCaller, Task> answer) => HttpMethods.IsPost(context.Request.Method)
        ? Serve(context, isServed, caller => answer(context, caller))
        : HttpAnswer.MethodNotAllowed(context, "POST");

    /// <summary>Answers a request of somebody who is let in, and refuses others.</summary>
    /// <param name="context">The request. Its <see cref="HttpContext.RequestAborted"/> tells the answer of a revocation, too.</param>
    /// <param name="isServed">Whether a tenant's configuration switches on what is asked for.</param>
    /// <param name="answer">Answers it.</param>
    public async Task Serve(HttpContext context, Func<ConfigDocument, bool> isServed, Func<HttpCaller, Task> answer)
    {
        if (await Enter(context, isServed) is not var (caller, admitted))
        {
            return;
        }

        CancellationToken gone = context.RequestAborted;
        using (admitted)
        using (var ended = CancellationTokenSource.CreateLinkedTokenSource(gone, admitted.Revoked))
        {
            context.RequestAborted = ended.Token;
            try
            {
                await answer(caller);
            }
            catch (Exception error) when (
                error is OperationCanceledException or IOException && admitted.Revoked.IsCancellationRequested && !gone.IsCancellationRequested)
            {
                context.RequestAborted = gone;
                await CutOff(context);
            }
            finally
            {
                context.RequestAborted = gone;
            }
        }
    }

    private static Task CutOff(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            // A stream that merely ended would look whole.
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Headers.Connection = "close";
        return HttpAnswer.Unauthorized(context);
    }

    private async Task<(HttpCaller Caller, AdmittedRequest Admitted)?> Enter(HttpContext context, Func<ConfigDocument, bool> isServed)
    {
        NetworkRules rules = await network.Current();
        ConnectionOrigin origin = ConnectionOrigin.Of(context, rules.Proxies);
        if (!MayCome(context, rules, origin))
        {
            await HttpAnswer.Error(context, StatusCodes.Status403Forbidden, "Origin not allowed", "forbidden");
            return null;
        }

        string? secret = BearerText.Of(context.Request.Headers);
        string tenant = TenantFinder.Find(options, secret, origin.Request.Host);
        if (tenant == TenantId.Operator)
        {
            // Who manages tenants does so over the protocol; nothing here is theirs, so nothing here judges their token.
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        if (TenantToken.TenantOf(secret) is null && !isServed(await views.Configuration(tenant)))
        {
            await HttpAnswer.NotFound(context);
            return null;
        }

        if (secret is null)
        {
            await HttpAnswer.Unauthorized(context);
            return null;
        }

        if (await unknown.Wait(tenant, origin.Address) is > 0 and long wait)
        {
            await HttpAnswer.TooMany(context, wait);
            return null;
        }

        if (await Judge(context, tenant, secret, origin) is not var (verdict, admitted))
        {
            return null;
        }

        try
        {
            ConfigDocument configuration = await views.Configuration(tenant);
            if (isServed(configuration))
            {
                return (new HttpCaller(tenant, ClaimOf(tenant, verdict), configuration), admitted);
            }
        }
        catch
        {
            admitted.Dispose();
            throw;
        }

        admitted.Dispose();
        await HttpAnswer.NotFound(context);
        return null;
    }

    /// <summary>Tries the secret; null when the request was answered with a refusal.</summary>
    private async Task<(CredentialVerdict Verdict, AdmittedRequest Admitted)?> Judge(
        HttpContext context, string tenant, string secret, ConnectionOrigin origin)
    {
        for (int turn = 1; turn <= MaxTurns; turn++)
        {
            // What was revoked between the verdict and standing on the list would be missed: then judge again.
            long epoch = views.EpochOf(tenant);
            CallerContext.Use(CallerClaim.ForGateway(tenant, options.GatewayId));
            CredentialVerdict verdict = await grains.GetGrain<ITenantGrain>(tenant).Authenticate(new CredentialAttempt
            {
                Token = secret,
                Password = secret,
                Address = origin.AddressText,
            });
            if (!verdict.Ok)
            {
                await unknown.Refused(tenant, origin.Address);
                await (verdict.Reason == SecretReasons.RateLimited
                    ? HttpAnswer.TooMany(context, verdict.RetryAfterMs)
                    : HttpAnswer.Unauthorized(context));
                return null;
            }

            TenantView view = views.Get(tenant);
            AdmittedRequest admitted = await view.Join(verdict.CredentialId);
            if (view.Epoch == epoch)
            {
                return (verdict, admitted);
            }

            admitted.Dispose();
        }

        await HttpAnswer.Error(context, StatusCodes.Status503ServiceUnavailable, "credentials change too fast, try again", "api_error");
        return null;
    }

    private static CallerClaim ClaimOf(string tenant, CredentialVerdict verdict) => new()
    {
        Tenant = tenant,
        Principal = $"{verdict.Mode}:{verdict.CredentialId}",
        Role = CallerRole.Operator,
        Scopes = [Scope.Read, Scope.Write],
    };

    /// <summary>Pages of foreign origins are sent away even with the right secret (A12, K3).</summary>
    internal static bool MayCome(HttpContext context, NetworkRules rules, ConnectionOrigin origin) =>
        context.Request.Headers.Origin.Count == 0 || rules.Origins.Allows(context.Request.Headers.Origin.ToString(), origin.Request.Host);
}
