using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Channels;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>dm_access, pairing and the dmPolicy rules of seed_rules: who may talk to the assistant.</summary>
public sealed class AccessArea : ICaseArea
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_769_817_600_000);

    public IEnumerable<CaseFunction> Functions =>
    [
        new("whatsapp.checkInboundAccessControl", WhatsApp),
        new("common DM gate", CommonGate),
        new("dmPolicy", SeedDmPolicy),
        new("buildPairingReply", Reply),
        new("upsert sequence", Upserts),
        new("upsert id trimming", Trimming),
        new("upsert meta", Meta),
        new("expiry", Expiry),
        new("expired request renewed", _ => Renewed()),
        new("addChannelAllowFromStoreEntry", input =>
        {
            var before = new ApprovedSenders(input.Text("channel")!, []);
            return Change(before, before.Add(input.Id("entry") ?? ""));
        }),
        new("allow store duplicates and removal", Operations),
        new("validateSenderIdentity", Nameless),
        new("store file name", input => string.IsNullOrWhiteSpace(input.Text("channel"))
            ? throw new ArgumentException("invalid pairing channel")
            : null),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("store file name", _ => true, "Pairings lie in rows of the database; no name of a channel becomes a path."),
        new(
            "validateSenderIdentity",
            input => input.One().Text("ChatType") == "direct",
            "A message that names no sender is nobody's, in a direct chat too."),
        new(
            "whatsapp.checkInboundAccessControl",
            input => input.Get("message").Flag("group") == true && input.Get("channels").Get("whatsapp") is null
                && input.Get("channels").Get("defaults").Text("groupPolicy") is null,
            "Without any configuration groups are not looked at: the policy that is not set is allowlist, never open."),
    ];

    private static JsonNode? WhatsApp(JsonElement input)
    {
        var channel = input.Get("channels").Get("whatsapp");
        var message = input.Get("message");
        var account = channel.Get("accounts").Get(message.Text("accountId") ?? "default");
        var access = new WhatsAppAccess(
            DmPolicies.Parse(account.Text("dmPolicy") ?? channel.Text("dmPolicy")),
            account.Texts("allowFrom") ?? channel.Texts("allowFrom") ?? [],
            input.Texts("store") ?? [],
            GroupPolicies.Parse(account.Text("groupPolicy") ?? channel.Text("groupPolicy")
                ?? input.Get("channels").Get("defaults").Text("groupPolicy")),
            account.Texts("groupAllowFrom") ?? channel.Texts("groupAllowFrom"));
        var own = message.Text("selfE164");
        var verdict = message.Flag("group") == true
            ? access.AllowsInGroup(message.Text("senderE164")) ? DmVerdict.Accept : DmVerdict.Drop
            : access.DecideDirect(message.Text("from"), own, message.Flag("isFromMe") ?? false);
        var isHistory = message.Number("messageTimestampMs") is { } sent && message.Number("connectedAtMs") is { } connected
            && sent < connected - WhatsAppAccess.HistoryGrace.TotalMilliseconds;
        return new JsonObject
        {
            ["allowed"] = verdict == DmVerdict.Accept,
            ["isSelfChat"] = access.IsSelfChat(own),
            ["pairingReply"] = verdict == DmVerdict.OfferPairing && !isHistory,
        };
    }

    private static JsonNode? Nameless(JsonElement input)
    {
        var one = input.One();
        var decision = AdmissionPolicy.Decide(
            new InboundUpdate(
                ChannelIds.Telegram, UpdateKind.Message, ChatTypes.Normalize(one.Text("ChatType")) is not ChatTypes.Direct, new SenderIdentity(one.Id("SenderId")),
                GroupId: "-1", TopicId: null, IsOwn: false, new MentionFacts(CanDetect: true, WasMentioned: true), IsControlCommand: false),
            new AccessRules(DmPolicy.Open, ["*"], new ApprovedSenders(ChannelIds.Telegram, []), GroupPolicy.Open, null, GroupMap.Empty));
        return decision.Reason == AdmissionReason.NoSender
            ? new JsonArray("missing sender identity (SenderId/SenderName/SenderUsername/SenderE164)")
            : new JsonArray();
    }

    // Names are ours to choose; the cases have the original's, the recorded ones with a profile.
    private static JsonNode? Reply(JsonElement input)
    {
        var one = input.One();
        var command = input.Get("args") is null ? "openclaw" : "openclaw --profile isolated";
        return new PairingReply("OpenClaw", command).Text(one.Text("channel")!, one.Text("idLine")!, one.Text("code")!);
    }

    private static JsonNode? CommonGate(JsonElement input)
    {
        var sender = input.Text("sender");
        var verdict = DmGate.Decide(
            DmPolicies.Parse(input.Text("dmPolicy")), sender is "in config list" or "wildcard in config", sender == "in approved store");
        return verdict switch
        {
            DmVerdict.Accept => "allow",
            DmVerdict.OfferPairing => "pairing",
            _ => "drop",
        };
    }

    private static JsonNode? SeedDmPolicy(JsonElement input)
    {
        var policy = DmPolicies.Parse(input.Text("dmPolicy"));
        var allowFrom = input.Texts("allowFrom");
        if (allowFrom is not null && DmPolicies.ProblemOf(policy, allowFrom) is not null)
        {
            return "config-error";
        }

        var isListed = input.Text("sender") == "listed" || (allowFrom?.Contains("*", StringComparer.Ordinal) ?? false);
        return DmGate.Decide(policy, isListed, input.Text("sender") == "approved") switch
        {
            DmVerdict.Accept => "accept",
            DmVerdict.OfferPairing => "pairing-code",
            _ => "reject",
        };
    }

    private static void Fill(byte[] bytes) => System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);

    private static JsonNode? Upserts(JsonElement input)
    {
        var book = PairingBook.Empty;
        var steps = new JsonArray();
        foreach (var id in input.Texts("ids")!)
        {
            var offer = book.Offer(id, null, Now, Fill);
            book = offer.Book;
            steps.Add(new JsonObject
            {
                ["id"] = id,
                ["created"] = offer.IsNew,
                ["codeValid"] = offer.Code is not null && PairingCode.IsValid(offer.Code),
                ["codeEmpty"] = offer.Code is null,
            });
        }

        return new JsonObject { ["steps"] = steps, ["pendingIds"] = book.Pending(Now).Select(each => each.SenderId).ToJson() };
    }

    private static JsonNode? Trimming(JsonElement input)
    {
        var book = PairingBook.Empty;
        var codes = new List<string?>();
        var created = new JsonArray();
        foreach (var id in input.Texts("ids")!)
        {
            var offer = book.Offer(id, null, Now, Fill);
            book = offer.Book;
            codes.Add(offer.Code);
            created.Add(offer.IsNew);
        }

        return new JsonObject { ["sameCode"] = codes.Distinct(StringComparer.Ordinal).Count() == 1, ["created"] = created };
    }

    private static JsonNode? Meta(JsonElement input)
    {
        var meta = input.Get("meta")!.Value.EnumerateObject()
            .ToDictionary(each => each.Name, each => CaseInput.AsText(each.Value), StringComparer.Ordinal);
        var kept = PairingBook.Empty.Offer("1", meta, Now, Fill).Book.Requests[0].Meta;
        return new JsonObject { ["meta"] = new JsonObject(kept.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))) };
    }

    private static JsonNode? Expiry(JsonElement input)
    {
        var requests = input.Get("seed")!.Value.EnumerateArray().Select(seed => new PairingRequest(
            seed.Text("id")!,
            seed.Text("code")!,
            Now.AddMinutes(-seed.Number("createdMinutesAgo")!.Value),
            Now.AddMinutes(-seed.Number("lastSeenMinutesAgo")!.Value),
            new Dictionary<string, string>(StringComparer.Ordinal))).ToList();
        var book = new PairingBook(requests, []);
        var approved = book.Approve(input.Text("approve") ?? requests[0].Code, Now).Request;
        return new JsonObject
        {
            ["listed"] = book.Pending(Now).Select(each => each.SenderId).ToJson(),
            ["approve"] = approved is null ? null : new JsonObject { ["id"] = approved.SenderId },
        };
    }

    private static JsonNode? Renewed()
    {
        var first = PairingBook.Empty.Offer("9", null, Now.AddMinutes(-90), Fill);
        var second = first.Book.Offer("9", null, Now, Fill);
        return new JsonObject { ["created"] = second.IsNew, ["newCode"] = second.Code != first.Code };
    }

    private static JsonObject Change(ApprovedSenders before, ApprovedSenders after) => new()
    {
        ["changed"] = !ReferenceEquals(before, after),
        ["allowFrom"] = after.Entries.ToJson(),
    };

    // The first operation only prepares the store; the case shows the others.
    private static JsonNode? Operations(JsonElement input)
    {
        var senders = new ApprovedSenders("telegram", []);
        var results = new JsonArray();
        foreach (var operation in input.Texts("ops")!)
        {
            var parts = operation.Split(' ');
            var next = parts[0] == "add" ? senders.Add(parts[1]) : senders.Remove(parts[1]);
            results.Add(Change(senders, next));
            senders = next;
        }

        results.RemoveAt(0);
        return results;
    }
}
