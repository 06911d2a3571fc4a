using CityActors.Silo.Hosting;
using CityActors.Silo.Hosting.Settings;

// The whole program: read the command line, do one of these, and end with 0, or with one sentence and another number.
try
{
    var command = CityCommand.Parse(args);
    return command.Verb switch
    {
        CityVerb.Help => CityTexts.PrintHelp(Console.Out),
        CityVerb.Version => CityTexts.PrintVersion(Console.Out),
        CityVerb.Repair => await RepairRun.Start(command, Console.Out),
        CityVerb.RebuildRegistry or CityVerb.RebuildDefinitions => await RebuildRun.Start(command, Console.Out),
        _ => await CityRun.Start(command),
    };
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return refusal.ExitCode;
}
