using CityActors.Grains.Definitions.Writing;
using CityActors.Grains.Loops;
using CityActors.Identity;
using Microsoft.Extensions.Logging;

namespace CityActors.Grains.Definitions.Seeds;

/// <summary>
/// Writes packaged definitions at every start: those that were never defined, and those whose packaged text has changed while nobody
/// else has edited them. What an operator has edited or retired stays as he left it.
/// </summary>
internal sealed partial class SeedSower(IDefinitionSeeds seeds, IGrainFactory grains, ILogger<SeedSower> logger) : ICityLoop
{
    /// <summary>Who writes packaged definitions.</summary>
    public const string Actor = "seed";

    /// <inheritdoc/>
    public string Name => "seeds";

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        Caller.Set(Caller.DefaultTenant, Actor);
        var desk = grains.GetGrain<IDefinitionDeskGrain>(0);
        foreach (var (kind, drafts) in seeds.Groups)
        {
            var sown = await desk.Sow((byte)kind, [.. drafts]).WaitAsync(cancellationToken);
            foreach (var sentence in sown.Refused)
            {
                LogRefused(logger, sentence);
            }

            if (sown.Written.Length + sown.Kept.Length > 0)
            {
                LogSown(logger, DefinitionWords.Of(kind), sown.Written.Length, sown.Kept.Length, string.Join(", ", sown.Kept));
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken); // done until the next start
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Packaged definitions, kind {Kind}: {Written} written, {Kept} left as somebody else made them ({Ids}).")]
    private static partial void LogSown(ILogger logger, string kind, int written, int kept, string ids);

    [LoggerMessage(Level = LogLevel.Error, Message = "A packaged definition is no good and was left out: {Sentence}.")]
    private static partial void LogRefused(ILogger logger, string sentence);
}
