using System.Text.RegularExpressions;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;

namespace Moltbot.Gateway.Channels.Telegram.Api;

public sealed partial class TelegramApi
{
    /// <summary>Loads a file.</summary>
    /// <param name="fileId">The id that Telegram told.</param>
    /// <param name="most">The most bytes that are loaded.</param>
    /// <param name="cancellation">Gives up; then it throws.</param>
    internal async Task<FetchedPicture> LoadFile(string fileId, int most, CancellationToken cancellation)
    {
        var file = await Call("getFile", new GetFileRequest(fileId), TelegramJson.Default.GetFileRequest, TelegramJson.Default.ApiResponseTelegramFile, cancellation);
        if (!file.Ok)
        {
            return FetchedPicture.Failed with { MayPass = file.Error.Kind is ApiErrorKind.RateLimited or ApiErrorKind.Unknown };
        }

        // A Bot API server of one's own may tell a path on its disk, which is nothing to us; no path leads anywhere but below the files of this bot.
        if (file.Value.FilePath is not { } path || !PlainPath().IsMatch(path))
        {
            return FetchedPicture.Failed with { MayPass = false };
        }

        if (file.Value.FileSize > most)
        {
            return FetchedPicture.TooLarge;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{options.ApiRoot.Scheme}://{options.ApiRoot.Authority}/file/bot/{path}"));
        request.Options.Set(BotTokenHandler.File, path);
        return await FileBody.Fetch(http, request, most, options.CallTimeout, time, cancellation);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,7}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainPath();
}
