namespace Moltbot.Cli.Tests.Support;

/// <summary>Answers of a gateway, in the protocol's shapes. Times lie before 2026-01-01T12:00Z (1767268800000).</summary>
internal static class Payloads
{
    public const string Health = """
        {"ok":true,"ts":1767268800000,"durationMs":12,"channels":{"telegram":{"accountId":"default","configured":true,"lastProbeAt":1}},
         "channelOrder":["telegram"],"channelLabels":{"telegram":"Telegram"},"heartbeatSeconds":1800,"defaultAgentId":"main",
         "agents":[{"agentId":"main","isDefault":true,"heartbeat":{"enabled":true,"every":"30m","everyMs":1800000,"prompt":"p","target":"last","ackMaxChars":30},
           "sessions":{"path":"p","count":3,"recent":[]}}],
         "sessions":{"path":"p","count":3,"recent":[]}}
        """;

    public const string Status = """
        {"heartbeat":{"defaultAgentId":"main","agents":[{"agentId":"main","enabled":true,"every":"30m","everyMs":1800000}]},
         "channelSummary":["Telegram: configured"],"queuedSystemEvents":[],
         "sessions":{"paths":["p"],"count":3,"defaults":{"model":"gpt-x","contextTokens":200000},
           "recent":[{"key":"agent:main:main","kind":"direct","updatedAt":1767268620000,"age":180000,"totalTokens":1200,"remainingTokens":null,"percentUsed":null,"model":"gpt-x","contextTokens":200000,"flags":[]}],
           "byAgent":[]}}
        """;

    public const string Presence = """[{"host":"box","mode":"gateway","reason":"self","ts":1767268800000},{"host":"laptop","mode":"ui","ts":1767268800000}]""";

    public const string Channels = """
        {"ts":1767268800000,"channelOrder":["telegram"],"channelLabels":{"telegram":"Telegram"},"channels":{"telegram":{}},
         "channelAccounts":{"telegram":[
           {"accountId":"default","enabled":true,"configured":true,"running":true,"connected":true,"dmPolicy":"pairing","lastInboundAt":1767268795000},
           {"accountId":"work","name":"Office\u001b[2J","enabled":true,"configured":true,"running":false,"lastError":"409 Conflict","outbox":{"queued":3,"failed":1,"unknown":2}}]},
         "channelDefaultAccountId":{"telegram":"default"}}
        """;

    public const string Sessions = """
        {"ts":1767268800000,"path":"p","count":2,"defaults":{"modelProvider":"openai","model":"gpt-x","contextTokens":200000},
         "sessions":[{"key":"agent:main:main","kind":"direct","updatedAt":1767268620000,"sessionId":"s1","totalTokens":1200,"model":"gpt-y"},
                     {"key":"agent:main:telegram:group:-100","kind":"group","label":"family","updatedAt":1767182400000}]}
        """;

    public const string Models = """{"models":[{"id":"gpt-x","name":"GPT X","provider":"openai","contextWindow":200000,"reasoning":true,"input":["text","image"]},{"id":"tiny","name":"Tiny","provider":"local"}]}""";

    public const string Pairing = """
        {"accounts":[{"channel":"telegram","accountId":"default","approved":["99"],
          "pending":[{"senderId":"4711","code":"ABCD2345","createdAt":1767268740000,"lastSeenAt":1767268790000,"name":"Ann","username":"ann"}]}]}
        """;

    public const string Devices = """
        {"pending":[{"requestId":"r-1","deviceId":"aaaaaaaaaaaaaaaaaaaaaaaa","publicKey":"k","displayName":"Phone","role":"node","scopes":[],"remoteIp":"10.0.0.7","ts":1767268740000}],
         "paired":[{"deviceId":"bbbbbbbbbbbbbbbbbbbbbbbb","publicKey":"k","clientId":"cli","platform":"linux","roles":["operator"],"scopes":["operator.admin"],
           "createdAtMs":1,"approvedAtMs":1767182400000,
           "tokens":[{"role":"operator","scopes":["operator.admin"],"createdAtMs":1},{"role":"node","scopes":[],"createdAtMs":1,"revokedAtMs":2}]}]}
        """;

    public const string Audit = """
        {"records":[{"sequence":1,"ts":1767268740000,"id":"a","actor":"device:b","action":"config.write","target":"default","details":{"keys":["gateway.port"]},"previousHash":"0","hash":"1"},
                    {"sequence":2,"ts":1767268741000,"id":"b","actor":"device:b","action":"pairing.approve","target":"telegram/default/4711","previousHash":"1","hash":"2"}]}
        """;
}
