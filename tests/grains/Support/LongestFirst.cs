using Moltbot.Grains.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

// A grain waits for its store and its clock most of the time. One class runs its tests one after another, so that a long one must not
// begin when all others are through.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Moltbot.Grains.Tests.Support;

/// <summary>Begins with the classes that kill a process at each of its steps in turn: they take minutes, all others seconds.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(static collection => collection.TestCollectionDisplayName.Contains("CrashTests", StringComparison.Ordinal))];
}
