using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

public sealed partial class SimulatedBot
{
    /// <summary>A person who has opened a private chat with the bot.</summary>
    public SimulatedPerson Person(long id, string name, string? username = null)
    {
        var person = new SimulatedPerson(this, id, name, username);
        AddChat(person.PrivateChat());
        return person;
    }

    /// <summary>A group that the bot is in.</summary>
    /// <param name="id">Negative.</param>
    /// <param name="title">Its title.</param>
    /// <param name="forum">Whether it has topics.</param>
    public SimulatedGroup Group(long id, string title, bool forum = false)
    {
        var group = new SimulatedGroup(id, title, forum);
        AddChat(group.ToJson());
        return group;
    }

    /// <summary>Queues an update of any kind.</summary>
    /// <param name="kind">The member's name, <c>poll</c> say.</param>
    /// <param name="content">Its value; anything.</param>
    /// <returns>The update's id.</returns>
    public long Receives(string kind, JsonNode? content)
    {
        var id = updates.Add(number => new JsonObject { ["update_id"] = number, [kind] = content?.DeepClone() });
        Changed();
        return id;
    }

    /// <summary>Queues the same content under the same id again, as a broken or replaying server would.</summary>
    public long ReceivesAgain(long updateId, string kind, JsonNode? content)
    {
        var id = updates.Add(_ => new JsonObject { ["update_id"] = updateId, [kind] = content?.DeepClone() });
        Changed();
        return id;
    }

    internal long NextMessageId(long chatId)
    {
        lock (gate)
        {
            known.Add((chatId, ++lastMessageId));
            return lastMessageId;
        }
    }

    internal long UnixNow() => time.GetUtcNow().ToUnixTimeSeconds();

    private void AddChat(JsonObject chat)
    {
        lock (gate)
        {
            chats[(long)chat["id"]!] = chat;
        }
    }
}
