using Collum.Findings;

namespace Collum.Emg;

/// <summary>What measuring and ranking say beside their numbers; codes never change their meaning.</summary>
/// <remarks>
/// <c>EMG-101</c> no posture phase, nothing ranked · <c>102</c> no neutral phase · <c>103</c> no maximal contraction · <c>104</c> a channel too slow ·
/// <c>105</c> more channels than are measured · <c>106</c> invalid stretches · <c>107</c> upper corner lowered · <c>108</c> hum · <c>109</c> heart beats ·
/// <c>110</c> too few segments for coherence · <c>111</c> surface electrodes over a deep muscle · <c>112</c> cross-talk · <c>113</c> muscle not known ·
/// <c>114</c> weights · <c>115</c> turns not applicable · <c>116</c> coherence supports only · <c>117</c> one muscle in two channels · <c>118</c> a geste phase ·
/// <c>119</c> no midline phase · <c>120</c> rectified and raw coherence disagree · <c>121</c> no channel to measure ·
/// <c>122</c> amplitude not believable · <c>123</c> phases of different tasks at one time · <c>124</c> annotations that name no task count as the posture ·
/// <c>125</c> a contraction that was not maximal · <c>126</c> no contraction of one muscle · <c>127</c> a phase outside the recording, or too short · <c>128</c> more phases than are measured.
/// </remarks>
static class EmgFindings
{
    const string Source = "emg-arithmetic";

    public static Finding NoPosture() => new("EMG-101", Severity.Stop,
        $"No phase shows the patient's own posture, so nothing is ranked. Annotate it in the recorder, or name it: --phase posture=60-120.", Source, "phases");

    public static Finding NoNeutral() => new("EMG-102", Severity.Confirm,
        $"No neutral phase: activity in the posture is counted whole, so what a muscle does at rest counts too.", Source, "phases");

    public static Finding NoMvc() => new("EMG-103", Severity.Confirm,
        $"No maximal contraction: activity cannot be given in percent of maximum, and muscles are not ranked.", Source, "phases");

    public static Finding TooSlow(Channel channel, double least) => new("EMG-104", Severity.Note,
        $"'{channel.Label:typed}' has {channel.RateHz:0.###} samples a second; below {least:0} it holds no EMG band and is left out.", Source, $"channels[{channel.Index}]");

    public static Finding TooMany(Channel channel, int most) => new("EMG-105", Severity.Confirm,
        $"'{channel.Label:typed}' is beyond the {most} channels that are measured, and is left out.", Source, $"channels[{channel.Index}]");

    public static Finding Invalid(Lead lead, double share) => new("EMG-106", share > 0.3 ? Severity.Confirm : Severity.Note,
        $"{lead.Name}: {100 * share:0.#} % of the posture is saturated, flat or missing and is left out.", Source, Place(lead));

    public static Finding CornerLowered(double rate, double corner, double usual) => new("EMG-107", Severity.Note,
        $"At {rate:0.###} samples a second the band ends at {corner:0} Hz, not {usual:0} Hz; amplitudes are not those of faster recordings.", Source);

    public static Finding Hum(double mains, int channels) => new("EMG-108", Severity.Note,
        $"Hum of the {mains:0} Hz mains stood out in {channels:# channel|# channels} and was taken out there.", Source);

    public static Finding Beats(int count, int channels, HeartRemoval removal) => new("EMG-109", removal == HeartRemoval.Template ? Severity.Note : Severity.Confirm,
        removal switch
        {
            HeartRemoval.Template => Phrase($"{count} heart beats found; taken out of {channels:# channel|# channels} by the median beat."),
            HeartRemoval.Highpass => Phrase($"{count} heart beats found; only the higher corner of the band weakens them, and channels in which they remain are not judged for coherence."),
            _ => Phrase($"{count} heart beats found and left in; {channels:# channel|# channels} cannot be judged for coherence."),
        }, Source);

    public static Finding FewSegments(int segments, double least) => new("EMG-110", Severity.Note,
        $"The posture gives {segments} whole segments; coherence wants at least {least:0} and is not judged.", Source, "phases");

    public static Finding SurfaceOnDeep(Lead lead, EmgTable table) => Finding.From(table.SurfaceCaution, "EMG-111", Severity.Confirm,
        $"{lead.Name} lies deep, and nothing says that the electrode does too: {table.SurfaceCaution.Text:data}.", Place(lead));

    public static Finding CrossTalk(Lead a, Lead b, EmgTable table) => Finding.From(table.CrossTalkCaution, "EMG-112", Severity.Note,
        $"{a.Name} and {b.Name} may hear one source, so their coherence is not judged. In other pairs cross-talk is not excluded: {table.CrossTalkCaution.Text:data}.", Place(a));

    public static Finding UnknownMuscle(Lead lead) => new("EMG-113", Severity.Confirm,
        lead.Muscle is null
            ? Phrase($"'{lead.Channel.Label:typed}' does not say which muscle it listens to; state it: --muscle \"{lead.Channel.Label:typed}=sternocleidomastoid:right\".")
            : Phrase($"'{lead.Channel.Label:typed}' does not say which muscle side it listens to; state it: --muscle \"{lead.Channel.Label:typed}=sternocleidomastoid:right\"."), Source, Place(lead));

    public static Finding Weights(bool own) => new("EMG-114", Severity.Note,
        own ? Phrase($"The score uses weights stated for this call.") : Phrase($"The weights of the score are a stated choice, not evidence; they can be set, and no study gives them."), "clinical-proposal");

    public static Finding NoTurns(double leastRate, double leastUv) => new("EMG-115", Severity.Note,
        $"Turns are counted but not scored: that wants electrodes in the muscle, at least {leastRate:0} samples a second and a maximal contraction of {leastUv:0} µV or more.", Source);

    public static Finding CoherenceSupports(EmgTable table) => Finding.From(table.CoherenceCaution, "EMG-116", Severity.Note,
        $"Coherence: {table.CoherenceCaution.Text:data}.");

    public static Finding Twice(Lead a, Lead b) => new("EMG-117", Severity.Confirm,
        $"'{a.Channel.Label:typed}' and '{b.Channel.Label:typed}' are both given as {a.Name}; check which is which.", Source, Place(b));

    public static Finding Trick() => new("EMG-118", Severity.Note, $"The geste phase is measured on its own and does not count as the patient's posture.", Source, "phases");

    public static Finding NoMidline() => new("EMG-119", Severity.Note,
        $"No phase with the midline held: activity that compensates cannot be told from activity that drives the posture.", Source, "phases");

    public static Finding NoChannel() => new("EMG-121", Severity.Stop, $"No channel of the recording is a voltage at a rate that holds EMG.", Source, "channels");

    public static Finding NotBelievable(Lead lead, double uv) => new("EMG-122", Severity.Stop,
        $"{lead.Name}: the loudest quarter second has {uv:G3} µV, which no EMG has. Check the unit (--unit \"{lead.Channel.Label:typed}=mV\") or the electrode; the channel is not ranked.", Source, Place(lead));

    public static Finding Overlap(Phase a, Phase b, int more) => new("EMG-123", Severity.Confirm,
        $"{Of(a)} and {Of(b)}{(more > 0 ? Phrase($", and {more} more pairs of phases,") : null)} lie over each other, so one moment counts for both tasks. Correct the phases before trusting the order.", Source, "phases");

    public static Finding Unnamed(IReadOnlyList<Phase> phases) => new("EMG-124", Severity.Confirm,
        $"{Listed(phases.Take(3).Select(Of))}{(phases.Count > 3 ? Phrase($" and {phases.Count - 3} more") : null)} {phases.Count:names no task and counts|name no task and count} as the patient's own posture. If that is wrong, state the phases: --phase posture=60-120 --phase neutral=30-50.", Source, "phases");

    public static Finding NotMaximal(Lead lead, double contraction, double loudest) => new("EMG-125", Severity.Confirm,
        $"{lead.Name}: the contraction has {contraction:0.#} µV, another quarter second {loudest:0.#} µV. It was not maximal; percent are of the louder, and say less.", Source, Place(lead));

    public static Finding NoOwnMvc(Lead lead, double? contraction) => new("EMG-126", Severity.Confirm, contraction is { } uv
        ? Phrase($"{lead.Name}: in its contraction only {uv:0.0} µV were heard, no more than instruments give by themselves. The electrode may not lie in the muscle; the channel is not ranked.")
        : Phrase($"{lead.Name}: the contractions that were recorded are of other muscles; the channel is not ranked. One that names no muscle counts for all: --mvc 0-10."), Source, Place(lead));

    public static Finding NotThere(Phase phase, bool onlyPosture, double end, double window) => new("EMG-127", onlyPosture ? Severity.Stop : Severity.Confirm,
        onlyPosture
            ? Phrase($"{Of(phase)} holds no {window:0.##} s of the recording in one piece, which ends at {end:0.#} s; no posture is left, so nothing can be ranked.")
            : Phrase($"{Of(phase)} holds no {window:0.##} s of the recording in one piece, which ends at {end:0.#} s, and is left out."), Source, "phases");

    public static Finding TooManyPhases(int phases, int most) => new("EMG-128", Severity.Confirm,
        $"{phases} phases, and only the first {most} are measured. State those that count: --phase posture=60-120 --phase neutral=30-50.", Source, "phases");

    static Sentence Of(Phase phase) => $"'{(phase.Name.Length > 40 ? phase.Name[..40] + "…" : phase.Name):typed}' ({phase.FromS:0.#} to {phase.ToS:0.#} s)";

    static string Place(Lead lead) => $"channels[{lead.Channel.Index}]";
}
