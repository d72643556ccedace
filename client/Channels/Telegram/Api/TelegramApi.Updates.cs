using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Telegram.Api;

public sealed partial class TelegramApi
{
    /// <summary>Waits for updates. Asking with an offset confirms every update below it to Telegram, which then forgets them.</summary>
    /// <param name="offset">The lowest update id wanted: the last one handled plus one; null for the oldest unconfirmed.</param>
    /// <param name="wait">How long Telegram may hold the call while there is none, 0 to 50 s.</param>
    /// <param name="limit">The most updates to return, 1 to 100.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ApiResult<IReadOnlyList<RawUpdate>>> GetUpdates(
        long? offset, TimeSpan wait, int limit, CancellationToken cancellation)
    {
        var request = new GetUpdatesRequest(offset, limit, (int)wait.TotalSeconds, UpdateKinds.Wanted);
        var answer = await Call(
            "getUpdates", request, TelegramJson.Default.GetUpdatesRequest, TelegramJson.Default.ApiResponseJsonElementArray, cancellation, wait);
        return answer.Ok
            ? ApiResult<IReadOnlyList<RawUpdate>>.Success([.. answer.Value.Select(RawUpdate.Read)])
            : ApiResult<IReadOnlyList<RawUpdate>>.Failure(answer.Error);
    }

    /// <summary>Has Telegram post updates to <paramref name="url"/> instead of keeping them for getUpdates.</summary>
    /// <param name="url">An https address.</param>
    /// <param name="secret">Sent back by Telegram as <c>X-Telegram-Bot-Api-Secret-Token</c>; 1 to 256 of <c>A-Za-z0-9_-</c>. Never optional here.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<ApiResult<bool>> SetWebhook(Uri url, string secret, CancellationToken cancellation) =>
        Call(
            "setWebhook",
            new SetWebhookRequest(url.AbsoluteUri, secret, UpdateKinds.Wanted),
            TelegramJson.Default.SetWebhookRequest,
            TelegramJson.Default.ApiResponseBoolean,
            cancellation);

    /// <summary>Goes back to getUpdates. Updates that wait are kept.</summary>
    public Task<ApiResult<bool>> DeleteWebhook(CancellationToken cancellation) =>
        Call("deleteWebhook", TelegramJson.Default.ApiResponseBoolean, cancellation);

    /// <summary>How the webhook does.</summary>
    public Task<ApiResult<WebhookInfo>> GetWebhookInfo(CancellationToken cancellation) =>
        Call("getWebhookInfo", TelegramJson.Default.ApiResponseWebhookInfo, cancellation);
}
