using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Chat;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Values;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary><c>sessions.preview</c>: the ends of some transcripts, cut short.</summary>
internal sealed partial class SessionPreviews(ITenantViews views, TimeProvider time, ILogger<SessionPreviews> logger)
{
    private const int MaxKeys = 64;
    private const int DefaultItems = 12;
    private const int MaxItems = 200;
    private const int DefaultChars = 240;
    private const int MaxChars = 4000;

    /// <summary>Sessions read at once: each wakes a grain.</summary>
    private const int AtOnce = 8;

    /// <summary>Messages read beyond those shown, since some have no text.</summary>
    private const int Spare = 20;

    public async ValueTask<GatewayResult<SessionsPreviewResult>> Preview(MethodCall call, SessionsPreviewParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        int items = (int)Math.Clamp(wanted.Limit ?? DefaultItems, 1, MaxItems);
        int chars = (int)Math.Clamp(wanted.MaxChars ?? DefaultChars, 20, MaxChars);
        string[] keys = [.. wanted.Keys.Select(key => key.Trim()).Where(key => key.Length > 0).Take(MaxKeys)];
        var previews = new SessionPreview[keys.Length];
        foreach (int[] batch in Enumerable.Range(0, keys.Length).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(async index => previews[index] = await One(call, document, keys[index], items, chars)));
        }

        return new SessionsPreviewResult { Ts = time.GetUtcNow().ToUnixTimeMilliseconds(), Previews = previews };
    }

    private async Task<SessionPreview> One(MethodCall call, ConfigDocument document, string key, int items, int chars)
    {
        if (!SessionAddress.Read(document, key).TryGet(out string? stored, out _))
        {
            return new SessionPreview { Key = key, Status = "missing", Items = [] };
        }

        try
        {
            TranscriptPage page = await SessionAddress.Grain(call, stored).History(items + Spare);
            List<SessionPreviewItem> shown = [.. page.Messages.Select(message => Item(message, chars)).OfType<SessionPreviewItem>().TakeLast(items)];
            string status = page.SessionId is null ? "missing" : shown.Count == 0 ? "empty" : "ok";
            return new SessionPreview { Key = key, Status = status, Items = shown };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LogUnreadable(error);
            return new SessionPreview { Key = key, Status = "error", Items = [] };
        }
    }

    private static SessionPreviewItem? Item(TranscriptMessage message, int chars)
    {
        string text = MessageText.Of(HistoryMessages.Shown(message)).Trim();
        return text.Length == 0 ? null : new SessionPreviewItem { Role = RoleOf(message.Role), Text = Cut(text, chars) };
    }

    private static string RoleOf(string role) => role switch
    {
        "user" or "assistant" or "system" => role,
        "toolResult" or "tool" => "tool",
        _ => "other",
    };

    private static string Cut(string text, int chars) => text.Length <= chars ? text : TextPrefix.Of(text, chars - 3) + "...";

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session could not be read for its preview")]
    private partial void LogUnreadable(Exception error);
}
