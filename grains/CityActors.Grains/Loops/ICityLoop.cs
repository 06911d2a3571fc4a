namespace CityActors.Grains.Loops;

/// <summary>Something that runs in the background for as long as the silo does.</summary>
internal interface ICityLoop
{
    /// <summary>Name for logs and counters.</summary>
    string Name { get; }

    /// <summary>What must be known before the silo becomes active; the start waits for it.</summary>
    Task Prepare(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs until cancelled.</summary>
    Task Run(CancellationToken cancellationToken);
}
