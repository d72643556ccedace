namespace Moltbot.Gateway.Dispatch;

/// <summary>A group of methods that belong together. Registered in the container; each is asked once, at start.</summary>
public interface IMethodModule
{
    /// <summary>Names the methods it serves.</summary>
    void Register(MethodTableBuilder methods);
}
