using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Sessions;
using StoredSession = Moltbot.GrainInterfaces.Sessions.SessionEntry;
using WireSession = Moltbot.Protocol.Methods.Sessions.SessionEntry;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary>A stored session in the two forms that clients read: a row of a list, and an entry.</summary>
internal static class SessionRows
{
    public static SessionRow Row(StoredSession session, bool withTitle, bool withLastMessage)
    {
        SessionSettings settings = session.Settings;
        string kind = SessionKinds.Of(session.Key, session.ChatType);
        return new SessionRow
        {
            Key = session.Key,
            Kind = kind,
            Label = settings.Label,
            DisplayName = session.DisplayName ?? GroupName(session, kind) ?? settings.Label,
            DerivedTitle = withTitle ? Title(session) : null,
            LastMessagePreview = withLastMessage ? session.LastMessagePreview : null,
            Channel = session.Channel,
            Subject = session.Subject,
            ChatType = session.ChatType,
            UpdatedAt = session.UpdatedAt,
            SessionId = session.SessionId,
            SystemSent = session.SystemSent ? true : null,
            AbortedLastRun = session.AbortedLastRun ? true : null,
            ThinkingLevel = settings.ThinkingLevel,
            VerboseLevel = settings.VerboseLevel,
            ReasoningLevel = settings.ReasoningLevel,
            ElevatedLevel = settings.ElevatedLevel,
            SendPolicy = settings.SendPolicy,
            InputTokens = session.Tokens?.Input,
            OutputTokens = session.Tokens?.Output,
            TotalTokens = ContextUsed(session.Tokens),
            ResponseUsage = settings.ResponseUsage,
            ModelProvider = settings.ModelOverride is null ? session.ModelProvider : settings.ProviderOverride ?? session.ModelProvider,
            Model = settings.ModelOverride ?? session.Model,
            ContextTokens = session.ContextTokens,
            DeliveryContext = Delivery(session.LastRoute),
            LastChannel = session.LastRoute?.Channel,
            LastTo = session.LastRoute?.ChatId,
            LastAccountId = session.LastRoute?.Account,
        };
    }

    public static WireSession Entry(StoredSession session)
    {
        SessionSettings settings = session.Settings;
        return new WireSession
        {
            SessionId = session.SessionId,
            UpdatedAt = session.UpdatedAt,
            SpawnedBy = session.SpawnedBy,
            SystemSent = session.SystemSent ? true : null,
            AbortedLastRun = session.AbortedLastRun ? true : null,
            ChatType = session.ChatType,
            ThinkingLevel = settings.ThinkingLevel,
            VerboseLevel = settings.VerboseLevel,
            ReasoningLevel = settings.ReasoningLevel,
            ElevatedLevel = settings.ElevatedLevel,
            ExecHost = settings.ExecHost,
            ExecSecurity = settings.ExecSecurity,
            ExecAsk = settings.ExecAsk,
            ExecNode = settings.ExecNode,
            ResponseUsage = settings.ResponseUsage,
            ProviderOverride = settings.ProviderOverride,
            ModelOverride = settings.ModelOverride,
            GroupActivation = settings.GroupActivation,
            SendPolicy = settings.SendPolicy,
            QueueMode = settings.QueueMode,
            QueueDebounceMs = settings.QueueDebounceMs,
            QueueCap = settings.QueueCap,
            QueueDrop = settings.QueueDrop,
            InputTokens = session.Tokens?.Input,
            OutputTokens = session.Tokens?.Output,
            TotalTokens = ContextUsed(session.Tokens),
            ModelProvider = session.ModelProvider,
            Model = session.Model,
            ContextTokens = session.ContextTokens,
            CompactionCount = session.CompactionCount > 0 ? session.CompactionCount : null,
            Label = settings.Label,
            DisplayName = session.DisplayName,
            Channel = session.Channel,
            Subject = session.Subject,
            DeliveryContext = Delivery(session.LastRoute),
            LastChannel = session.LastRoute?.Channel,
            LastTo = session.LastRoute?.ChatId,
            LastAccountId = session.LastRoute?.Account,
            LastThreadId = Text(session.LastRoute?.ThreadId),
        };
    }

    private static string? GroupName(StoredSession session, string kind) => kind == "group" && session.Channel is { } channel
        ? new GroupDisplayName(channel, session.Subject, null, null, session.LastRoute?.ChatId, session.Key).ToString()
        : null;

    private static string? Title(StoredSession session) => SessionTitle.Derive(
        session.DisplayName,
        session.Subject,
        session.DerivedTitle,
        session.SessionId,
        DateTimeOffset.FromUnixTimeMilliseconds(session.UpdatedAt));

    /// <summary>How full the context is: what was read, wherever from. What was written only counts from the next turn on.</summary>
    private static long? ContextUsed(TokenUsage? tokens) =>
        tokens is null ? null : tokens.Input + tokens.CacheRead + tokens.CacheWrite is > 0 and long read ? read : tokens.Total;

    private static DeliveryContext? Delivery(ReplyTarget? route) => route is null
        ? null
        : new DeliveryContext { Channel = route.Channel, To = route.ChatId, AccountId = route.Account, ThreadId = Text(route.ThreadId) };

    private static RawJson Text(string? text) => text is null
        ? default
        : new RawJson(JsonSerializer.SerializeToUtf8Bytes(text, SessionsJson.Default.String));
}
