using CityActors.Simulators.City.Writing;
using CityActors.Simulators.Fingerprints;
using CityActors.Simulators.Fleet.Commanded;
using CityActors.Simulators.Load;
using CityActors.Simulators.Replay;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Command;

/// <summary>From the command line to the verbs, and from their ends to exit codes.</summary>
internal static class Verbs
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Not everything arrived, or the city was not reached.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Misused = 2;

    /// <summary>Runs a command line.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter answers, TextWriter sentences, CancellationToken cancellationToken)
    {
        try
        {
            var verb = arguments.FirstOrDefault() ?? "--help";
            var rest = arguments.Skip(1).ToArray();
            var wantsHelp = rest.Contains("--help") || rest.Contains("-h");
            return verb switch
            {
                "--help" or "-h" or "help" => await Help(HelpTexts.All, answers),
                "city" when wantsHelp => await Help(HelpTexts.City, answers),
                "city" => await CityVerb.Run(rest, answers, sentences, cancellationToken),
                "load" when wantsHelp => await Help(HelpTexts.Load, answers),
                "load" => await LoadVerb.Run(rest, answers, sentences, cancellationToken),
                "replay" when wantsHelp => await Help(HelpTexts.Replay, answers),
                "replay" => await ReplayVerb.Run(rest, answers, sentences, cancellationToken),
                "devices" when wantsHelp => await Help(HelpTexts.Devices, answers),
                "devices" => await DevicesVerb.Run(rest, answers, sentences, cancellationToken),
                "hash" when wantsHelp => await Help(HelpTexts.Hash, answers),
                "hash" => await HashVerb.Run(rest, answers, cancellationToken),
                _ => throw new UsageException($"'{verb}' is not known: expected city, load, replay, devices, hash or --help."),
            };
        }
        catch (UsageException usage)
        {
            await sentences.WriteLineAsync(usage.Message);
            return Misused;
        }
        catch (Exception failure) when (failure is LinkFailedException or HttpRequestException or IOException
            or UnauthorizedAccessException or RecordingBrokenException)
        {
            await sentences.WriteLineAsync(failure.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await sentences.WriteLineAsync("Stopped.");
            return Failed;
        }
    }

    private static async Task<int> Help(string text, TextWriter answers)
    {
        await answers.WriteLineAsync(text);
        return Done;
    }
}
