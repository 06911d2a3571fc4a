using System.Collections.Immutable;
using CityActors.Registry;

namespace CityActors.Web.Console;

/// <summary>Types of twins and how many there are of each; asked of the registry at most every few seconds for all open pages.</summary>
public sealed class CityFigures(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim turn = new(1);
    private ImmutableArray<TypeCount> types = [];
    private DateTimeOffset readAt;

    /// <summary>Types by name, as of the last few seconds.</summary>
    public async Task<ImmutableArray<TypeCount>> Types()
    {
        await turn.WaitAsync();
        try
        {
            if (time.GetUtcNow() - readAt >= Fresh)
            {
                types = await grains.GetGrain<IRegistryGrain>(0).Types();
                readAt = time.GetUtcNow();
            }

            return types;
        }
        finally
        {
            turn.Release();
        }
    }
}
