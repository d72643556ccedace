using System.Text.Json.Nodes;

namespace Moltbot.Policy.Tests.Tools.Reference;

/// <summary>Documents and entries of lists, chosen by lot among what people write and what nobody should.</summary>
internal sealed class RandomPolicies(Random random)
{
    private static readonly string[] Tools =
    [
        "read", "write", "edit", "apply_patch", "exec", "process", "browser", "canvas", "nodes", "cron", "message", "tts", "gateway",
        "agents_list", "sessions_list", "sessions_history", "sessions_send", "sessions_spawn", "session_status", "web_search",
        "web_fetch", "image", "memory_search", "memory_get", "whatsapp_login", "bash", "apply-patch", "lobster", "system.run", "x",
    ];

    private static readonly string[] Globs =
    [
        "*", "**", "sessions_*", "session*", "*_list", "web_*", "bash*", "ex*", "*e*", "apply*", "apply-*", "*-*", "s*s*s*", "m*y_*", "*.run", "re?d",
        "a*_*h", "exe*c", "*x",
    ];

    private static readonly string[] Braces =
    [
        "{read,write}", "web_{search,fetch}", "{sessions,agents}_list", "{exec}", "{}", "{,ex}ec", "a{b", "}{", "{a,{read,ex{ec,}}}", "system.{run,notify}",
        "group:{fs,web}", "{*_list,cron}", "{ba,z}sh", "{{read}}", "{x,y", "b{as}h*", "{apply,x}{_,-}patch",
    ];

    internal string Tool() => Vary(One(Tools));

    internal string One(string[] texts) => texts[random.Next(texts.Length)];

    internal bool Chance(int percent) => random.Next(100) < percent;

    internal string? Maybe(params string[] texts) => Chance(50) ? One(texts) : null;

    internal JsonObject Document() => new()
    {
        ["tools"] = Or(80, () => WithSections(Scope(), isGlobal: true)),
        ["agents"] = new JsonObject
        {
            ["defaults"] = new JsonObject { ["sandbox"] = new JsonObject { ["mode"] = One(["off", "non-main", "all"]), ["workspaceAccess"] = Maybe("none", "ro", "rw") } },
            ["list"] = new JsonArray(
                new JsonObject { ["id"] = "main", ["tools"] = Or(50, () => WithSections(Scope(), isGlobal: false)) },
                new JsonObject
                {
                    ["id"] = "work",
                    ["tools"] = Or(80, () => WithSections(Scope(), isGlobal: false)),
                    ["sandbox"] = Or(30, () => new JsonObject { ["mode"] = One(["off", "non-main", "all"]), ["workspaceAccess"] = Maybe("none", "ro", "rw") }),
                }),
        },
        ["channels"] = new JsonObject
        {
            ["telegram"] = Groups("groups", "-1001", "-1002", "*"),
            ["whatsapp"] = Groups("groups", "1@g.us", "*"),
            ["slack"] = Groups("channels", "C1", "general", "*"),
            ["discord"] = Guilds(),
        },
    };

    private JsonObject WithSections(JsonObject tools, bool isGlobal)
    {
        // The schema refuses both in one scope.
        if (Chance(40))
        {
            tools["profile"] = Chance(75) ? One(["minimal", "coding", "messaging", "full"]) : Scope();
        }

        if (Chance(40))
        {
            tools["byProvider"] = Map(WithProfile, "openai", "OpenAI/gpt-5.2", " anthropic ", "openrouter/meta/llama", "meta/llama");
        }

        if (Chance(20))
        {
            tools["groups"] = Map(Scope, "-1001", "telegram:-1002", "slack:c1", "*");
        }

        if (Chance(40))
        {
            tools["sandbox"] = new JsonObject { ["tools"] = Lists() };
        }

        if (isGlobal && Chance(40))
        {
            tools["subagents"] = new JsonObject { ["tools"] = Lists() };
        }

        return tools;
    }

    private JsonObject WithProfile()
    {
        var scope = Scope();
        if (Chance(40))
        {
            scope["profile"] = One(["minimal", "coding", "messaging", "full"]);
        }

        return scope;
    }

    private JsonObject Scope()
    {
        var scope = Lists();
        if (Chance(30) && scope["allow"] is not JsonArray { Count: > 0 })
        {
            scope["alsoAllow"] = List();
        }

        return scope;
    }

    private JsonObject Lists()
    {
        var lists = new JsonObject();
        if (Chance(45))
        {
            lists["allow"] = List();
        }

        if (Chance(45))
        {
            lists["deny"] = List();
        }

        return lists;
    }

    private JsonArray List() => new([.. Enumerable.Range(0, random.Next(6)).Select(_ => (JsonNode?)Entry())]);

    private string Entry()
    {
        var entry = random.Next(10) switch
        {
            < 4 => One(Tools),
            < 6 => One(Globs),
            < 7 => One(Braces),
            < 9 => One([.. NaiveLists.Groups.Keys, "group:nope"]),
            _ => One(["", " ", "!", "* ", "unknown"]),
        };
        return Vary(Chance(20) ? One(["!", "!", "! ", "!!"]) + entry : entry);
    }

    private string Vary(string text) => random.Next(8) switch
    {
        0 => text.ToUpperInvariant(),
        1 => $" {text} ",
        _ => text,
    };

    private JsonObject? Groups(string map, params string[] ids) =>
        Or(85, () => new JsonObject { [map] = Map(Group, ids), ["accounts"] = Or(30, () => new JsonObject { ["alt"] = new JsonObject { [map] = Map(Group, ids) } }) });

    private JsonObject? Guilds() => Or(85, () => new JsonObject
    {
        ["guilds"] = Map(
            () =>
            {
                var guild = Group();
                guild["channels"] = Or(70, () => Map(Group, "c1", "general", "*"));
                return guild;
            },
            "g1",
            "*"),
    });

    private JsonObject Group()
    {
        var group = new JsonObject();
        if (Chance(50))
        {
            group["tools"] = Scope();
        }

        if (Chance(50))
        {
            group["toolsBySender"] = Map(Scope, "42", "@Alice", "+1555", "mallory", "*");
        }

        return group;
    }

    private JsonObject Map(Func<JsonObject> make, params string[] keys) =>
        new(keys.Where(_ => Chance(60)).Select(key => KeyValuePair.Create(key, (JsonNode?)make())));

    private JsonObject? Or(int percent, Func<JsonObject> make) => Chance(percent) ? make() : null;
}
