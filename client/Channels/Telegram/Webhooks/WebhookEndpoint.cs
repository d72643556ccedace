using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Tenants;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>
/// Takes what Telegram posts. In this order: the path names one account, the secret header fits, and only then the body is read,
/// up to a size and a time; Telegram gets its 200 after the account stored the update and repeats otherwise.
/// </summary>
public sealed partial class WebhookEndpoint(
    WebhookRoutes routes, WebhookAttempts attempts, NetworkSettings network, ChannelAccounts accounts, TimeProvider time,
    ILogger<WebhookEndpoint> logger)
{
    /// <summary>The header in which Telegram presents the secret.</summary>
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    /// <summary>The largest body, in bytes; an update has a few thousand.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>How long a body may take to arrive.</summary>
    public static readonly TimeSpan BodyDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Serves the webhooks on the gateway's port.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, WebhookEndpoint webhook) =>
        endpoints.MapPost(WebhookAddress.Prefix + "{tenant}/{secret}", webhook.Handle);

    internal async Task Handle(HttpContext context)
    {
        // The path as it came: what was looked up is what was asked for, whatever a decoder makes of it (A14).
        var path = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (routes.Find(path) is not { } route)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var address = ConnectionOrigin.Of(context, (await network.Current()).Proxies).Address;
        var isRight = context.Request.Headers[SecretHeader] is [{ } presented] && route.HasSecret(presented);

        // A right secret that nobody guesses is Telegram's: others' guesses from behind the same proxy do not lock it out.
        if (!(isRight && route.IsBeyondGuessing) && await attempts.MustWait(route, address))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        if (!isRight)
        {
            LogWrongSecret(route.Account.Tenant, route.Account.Config.Id);
            await attempts.Failed(route, address);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        context.Response.StatusCode = await Receive(context, route.Account);
    }

    private async Task<int> Receive(HttpContext context, TelegramAccount account)
    {
        var (body, refused) = await ReadBody(context);
        if (body is null)
        {
            return refused;
        }

        RawUpdate update;
        using (body)
        {
            update = RawUpdate.Read(body.RootElement);
        }

        if (update.UpdateId is null)
        {
            return StatusCodes.Status400BadRequest;
        }

        try
        {
            var bot = await account.Identify(context.RequestAborted);
            if (!bot.Ok)
            {
                LogNotIdentified(account.Tenant, account.Config.Id, bot.Error.ToString());
                return StatusCodes.Status503ServiceUnavailable;
            }

            var grain = accounts.Open(account.Tenant, TelegramPlatform.ChannelId, account.Config.Id);
            await new UpdateReceiver(account.Api, bot.Value, grain.PicturesOf, (message, _) => grain.Receive(message), time, logger)
                .Receive(update, context.RequestAborted);
            return StatusCodes.Status200OK;
        }
        catch (Exception error)
        {
            LogNotStored(account.Tenant, account.Config.Id, update.UpdateId.Value, error.GetType().Name);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<(JsonDocument? Body, int Refused)> ReadBody(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBodyBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        using var deadline = new CancellationTokenSource(BodyDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await context.Request.Body.ReadAsync(buffer, either.Token) is > 0 and var read)
            {
                if (bytes.Length + read > MaxBodyBytes)
                {
                    return (null, StatusCodes.Status413PayloadTooLarge);
                }

                bytes.Write(buffer, 0, read);
            }

            return (JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length).ToArray()), 0);
        }
        catch (JsonException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
        catch (OperationCanceledException)
        {
            return (null, StatusCodes.Status408RequestTimeout);
        }
        catch (BadHttpRequestException error)
        {
            // The server's own limits of size and pace.
            return (null, error.StatusCode);
        }
        catch (IOException)
        {
            return (null, StatusCodes.Status400BadRequest);
        }
    }
}
