using Moltbot.Embedded.Engine;
using Orleans.Runtime;

namespace Moltbot.Embedded.Calls;

/// <summary>Brings calls to the objects of one type: a grain class, or the observers. For generated code, which only hands it on.</summary>
public abstract class CallRouter
{
    private protected CallRouter(GrainEngine engine, GrainType type)
    {
        Engine = engine;
        Type = type;
    }

    internal GrainEngine Engine { get; }

    internal GrainType Type { get; }

    /// <summary>Hands the call over; never runs it on the caller's stack, never throws for the callee's sake.</summary>
    internal abstract void Route(GrainReference to, GrainCall call);
}
