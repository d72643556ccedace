namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>By which way a turn came in.</summary>
[GenerateSerializer, Alias("moltbot.TurnOrigin")]
public enum TurnOrigin
{
    /// <summary>Method <c>chat.send</c>: chat events are sent, a repeated key answers in-flight or the outcome.</summary>
    Chat = 0,

    /// <summary>Method <c>agent</c>: the caller gets a second answer with the result.</summary>
    Agent = 1,

    /// <summary>An IM channel.</summary>
    Channel = 2,

    /// <summary>The OpenAI-compatible HTTP endpoints.</summary>
    Http = 3,

    /// <summary>A node's <c>voice.transcript</c> or <c>agent.request</c>.</summary>
    Node = 4,

    /// <summary>A program that called a hook: text of nobody in particular.</summary>
    Hook = 5,

    /// <summary>A cron job: text of the operator who made it.</summary>
    Cron = 6,

    /// <summary>The session that spawned this one: a task that its model wrote. <see cref="TurnRequest.Bounds"/> say what it may.</summary>
    Task = 7,

    /// <summary>What came of a sub-agent, for the session that spawned it. <see cref="TurnRequest.Bounds"/> say what it may.</summary>
    Report = 8,

    /// <summary>A message that the model of another session wrote. <see cref="TurnRequest.Bounds"/> say what it may.</summary>
    Session = 9,

    /// <summary>A heartbeat: what the configuration asks again and again. Nobody speaks.</summary>
    Heartbeat = 10,

    /// <summary>A task of the tenant's queue: text of the operator who queued it.</summary>
    QueuedTask = 11,
}
