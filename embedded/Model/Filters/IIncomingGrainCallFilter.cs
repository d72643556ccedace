namespace Orleans;

/// <summary>Stands before every call of a grain; a singleton service, run in the order of registration. A grain that
/// implements it itself comes last.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Runs around one call; without <see cref="IGrainCallContext.Invoke"/> the grain is not reached.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
