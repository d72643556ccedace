namespace Orleans;

/// <summary>Stands after every caller; a singleton service, run in the order of registration.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Runs around one call; without <see cref="IGrainCallContext.Invoke"/> the call is not made.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
