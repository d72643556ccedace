using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Who a text speaks to, by the marks that Telegram set; what only looks like a mention is none.</summary>
internal static class MentionReader
{
    public static Mentions Read(string text, IReadOnlyList<MessageEntity> entities, BotIdentity bot)
    {
        var (mentionsBot, anyone, other) = (false, false, false);
        Range? ownName = null;
        foreach (var entity in entities)
        {
            var marked = Marked(text, entity);
            switch (entity.Type)
            {
                case "mention":
                    anyone = true;
                    mentionsBot |= bot.IsNamed(marked.TrimStart('@'));
                    break;
                case "text_mention":
                    anyone = true;
                    mentionsBot |= entity.User?.Id == bot.Id;
                    break;
                case "bot_command" when marked.IndexOf('@') is var at and >= 0:
                    var isOurs = bot.IsNamed(marked[(at + 1)..]);
                    mentionsBot |= isOurs;
                    other |= !isOurs && entity.Offset == 0;
                    ownName ??= isOurs && entity.Offset == 0 ? at..entity.Length : null;
                    break;
            }
        }

        return new Mentions(mentionsBot, anyone, other, ownName);
    }

    private static ReadOnlySpan<char> Marked(string text, MessageEntity entity) =>
        entity.Offset >= 0 && entity.Length > 0 && entity.Offset <= text.Length - entity.Length
            ? text.AsSpan(entity.Offset, entity.Length)
            : default;
}
